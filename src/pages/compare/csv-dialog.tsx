import { Download } from 'lucide-react'
import { useState } from 'react'
import type { CompareQuery } from '~/domain/compare/comparison'
import { formatBytes, formatCount, formatQuantity } from '~/lib/format'
import { Button } from '~/ui/button'
import { Dialog } from '~/ui/dialog'
import { CheckboxField } from '~/ui/field'
import { Notice } from '~/ui/notice'
import { ProgressBar } from '~/ui/progress-bar'
import type { CompareSession } from '~/workers/compare/compare-session'
import type { ComparedSide } from './compared-batch'
import { type CsvState, useCsv } from './use-csv'

interface CsvDialogProps {
  session: CompareSession
  left: ComparedSide
  right: ComparedSide
  /** What the list shows. */
  query: CompareQuery
  rowCount: number
  onClose: () => void
}

/** Takes the rows in view home, both answers side by side. */
export function CsvDialog({ session, left, right, query, rowCount, onClose }: CsvDialogProps) {
  const { state, start, stop } = useCsv(session, left, right)
  const [isGuarded, setGuarded] = useState(false)
  const isPartial = left.status.batchRuns || right.status.batchRuns
  const isWhole = query.filter === 'all' && query.search === ''
  const name = `${left.title} and ${right.title}${isPartial ? ' (partial)' : ''}.csv`

  function close() {
    stop()
    onClose()
  }

  return (
    <Dialog
      open
      onClose={close}
      title="Export the comparison"
      footer={
        state.kind === 'writing' ? (
          <Button onClick={stop}>Stop</Button>
        ) : (
          <>
            <Button onClick={close}>{state.kind === 'done' ? 'Close' : 'Cancel'}</Button>
            <Button variant="primary" icon={Download} onClick={() => void start({ query, name, isGuarded })}>
              {`Export ${formatQuantity(rowCount, 'row')}`}
            </Button>
          </>
        )
      }
    >
      <div className="grid gap-4">
        <End state={state} />
        {state.kind === 'writing' ? (
          <div role="status" className="grid gap-2">
            <p className="tabular-nums">
              {formatCount(state.rowsDone)} of {formatQuantity(state.rowsAll, 'row')}
            </p>
            <ProgressBar
              total={state.rowsAll}
              completed={state.rowsDone}
              failed={0}
              active
              label={`${formatCount(state.rowsDone)} of ${formatQuantity(state.rowsAll, 'row')} written`}
            />
          </div>
        ) : (
          <>
            <p className="text-ink-muted">
              A CSV file of {isWhole ? 'all rows' : 'the rows in view'}: how each compares, and for A and B
              its outcome, answer, error, tokens, cost and model.
              {isPartial ? ' More rows may come: the file holds what is here now, and its name says so.' : ''}
            </p>
            <CheckboxField
              label="Safe for spreadsheets"
              hint="Text that a spreadsheet would run as a formula begins with an apostrophe then. Numbers stay as they are."
              checked={isGuarded}
              onChange={(event) => setGuarded(event.target.checked)}
            />
          </>
        )}
      </div>
    </Dialog>
  )
}

function End({ state }: { state: CsvState }) {
  if (state.kind === 'failed') {
    return (
      <Notice tone="danger" title="The file could not be written." live="assertive">
        {state.message} Nothing was kept of it; the rows are still here.
      </Notice>
    )
  }
  if (state.kind !== 'done') return null
  return (
    <Notice
      tone={state.lost > 0 ? 'warning' : 'success'}
      title={`${formatQuantity(state.rows, 'row')} written, ${formatBytes(state.bytes)}.`}
      live="polite"
    >
      {state.lost > 0
        ? `${formatQuantity(state.lost, 'text')} could not be kept on this device, whose storage is full, and ${state.lost === 1 ? 'is' : 'are'} missing in the file.`
        : null}
    </Notice>
  )
}
