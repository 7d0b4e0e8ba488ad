import { ArrowDown, ArrowUp } from 'lucide-react'
import { type MouseEvent, useId } from 'react'
import type { ColumnChange, ColumnKey, RowColumn } from '~/domain/results/row-columns'
import { formatCount } from '~/lib/format'
import { Button, IconButton } from '~/ui/button'
import { Dialog } from '~/ui/dialog'
import { columnLook } from './column-facts'

interface ColumnsDialogProps {
  columns: readonly RowColumn[]
  /** Nothing has been chosen yet. */
  isUsual: boolean
  onChange: (change: ColumnChange) => void
  onClose: () => void
}

/** Which columns the list has, and in what order. Every change shows in the list at once. */
export function ColumnsDialog({ columns, isUsual, onChange, onClose }: ColumnsDialogProps) {
  const shown = columns.filter(({ isShown }) => isShown)
  const others = columns.filter(({ isShown }) => !isShown)
  return (
    <Dialog
      open
      size="md"
      title="Columns"
      onClose={onClose}
      footer={
        <>
          <Button
            disabledReason={isUsual ? 'These are the usual columns.' : undefined}
            onClick={() => onChange({ kind: 'reset' })}
          >
            Use the usual columns
          </Button>
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      <div className="grid gap-5">
        <p className="text-sm text-ink-muted">
          They hold for every batch in this browser. Drag the edge of a heading to size its column, or move it
          with the arrow keys.
        </p>
        <fieldset className="min-w-0">
          <legend className="mb-1.5 text-sm font-medium">Shown, in their order</legend>
          <ol className="divide-y divide-line rounded-md border border-line">
            {shown.map(({ key, isNeeded }, index) => (
              <li key={key} className="flex items-center gap-3 py-1 pr-1 pl-3">
                <ColumnBox
                  column={key}
                  isShown
                  why={isNeeded ? NEEDED : shown.length === 1 ? 'the only column' : null}
                  onToggle={() => onChange({ kind: 'toggle', key })}
                />
                <MoveButtons
                  column={key}
                  isFirst={index === 0}
                  isLast={index === shown.length - 1}
                  onMove={(by) => onChange({ kind: 'move', key, by })}
                />
              </li>
            ))}
          </ol>
        </fieldset>
        {others.length === 0 ? null : (
          <fieldset className="min-w-0">
            <legend className="mb-1.5 text-sm font-medium">
              Not shown{' '}
              <span className="font-normal text-ink-muted tabular-nums">{formatCount(others.length)}</span>
            </legend>
            <ul className="grid gap-x-6 sm:grid-cols-2">
              {others.map(({ key }) => (
                <li key={key} className="flex min-w-0 items-center gap-3 py-1 pl-3">
                  <ColumnBox
                    column={key}
                    isShown={false}
                    onToggle={() => onChange({ kind: 'toggle', key })}
                  />
                </li>
              ))}
            </ul>
          </fieldset>
        )}
      </div>
    </Dialog>
  )
}

const NEEDED = 'always there where no fields are'

interface ColumnBoxProps {
  column: ColumnKey
  isShown: boolean
  /** Why it cannot be left out: a list must show something. */
  why?: string | null
  onToggle: () => void
}

function ColumnBox({ column, isShown, why = null, onToggle }: ColumnBoxProps) {
  const id = useId()
  return (
    <>
      <input
        id={id}
        type="checkbox"
        checked={isShown}
        disabled={why !== null}
        onChange={onToggle}
        className="size-4 shrink-0 accent-accent-solid"
      />
      <label htmlFor={id} className="min-w-0 grow py-1 text-sm wrap-anywhere">
        {columnLook(column).label}
        {why === null ? null : <span className="text-ink-muted"> · {why}</span>}
      </label>
    </>
  )
}

interface MoveButtonsProps {
  column: ColumnKey
  isFirst: boolean
  isLast: boolean
  onMove: (by: -1 | 1) => void
}

function MoveButtons({ column, isFirst, isLast, onMove }: MoveButtonsProps) {
  const { label } = columnLook(column)

  function move(event: MouseEvent<HTMLButtonElement>, by: -1 | 1) {
    const button = event.currentTarget
    onMove(by)
    // The line is taken out of the page for a moment when it moves down, and would lose the focus.
    requestAnimationFrame(() => button.focus())
  }

  return (
    <span className="inline-flex">
      <IconButton
        icon={ArrowUp}
        size="sm"
        label={`Move “${label}” up`}
        disabledReason={isFirst ? 'It is the first column.' : undefined}
        onClick={(event) => move(event, -1)}
      />
      <IconButton
        icon={ArrowDown}
        size="sm"
        label={`Move “${label}” down`}
        disabledReason={isLast ? 'It is the last column.' : undefined}
        onClick={(event) => move(event, 1)}
      />
    </span>
  )
}
