import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { type ReactNode, useEffect, useEffectEvent } from 'react'
import { Link } from 'react-router'
import { OUTCOME_FACTS } from '~/domain/results/outcome'
import { formatCount, formatQuantity } from '~/lib/format'
import { paths } from '~/lib/paths'
import { useSettings } from '~/lib/settings'
import type { RowDetail, RowPlace } from '~/results/row-reader'
import { Button, IconButton } from '~/ui/button'
import { SegmentedControl } from '~/ui/choice'
import { CopyButton } from '~/ui/copy-button'
import { Skeleton } from '~/ui/skeleton'
import { AnswerView, CauseView } from './answer-view'
import { OutcomeMark } from './outcome-mark'
import { RequestView } from './request-view'
import { SourceView } from './source-view'
import type { ResultsUrl } from './url-schema'

interface RowPanelProps {
  /** `null` while it is being read, or when there is no such row yet. */
  detail: RowDetail | null
  place: RowPlace | null
  row: number
  /** Rows of the batch, `null` while that is not known. */
  rowCount: number | null
  view: ResultsUrl['view']
  onOpen: (row: number) => void
  onView: (view: ResultsUrl['view']) => void
  onClose: () => void
}

/** One row: its request beside its answer, to read or as it was sent. */
export function RowPanel({ detail, place, row, rowCount, view, onOpen, onView, onClose }: RowPanelProps) {
  useRowKeys({ place, onOpen, onClose })
  const isBeyond = detail === null && rowCount !== null && row >= rowCount
  return (
    <div data-row-panel="" tabIndex={-1} className="grid min-w-0 gap-4 outline-none">
      <header className="sticky top-0 z-10 grid gap-2 border-b border-line bg-paper pb-3">
        <div className="flex items-center gap-1">
          <h2 className="mr-3 text-lg font-semibold tabular-nums max-lg:hidden">
            Row {formatCount(row + 1)}
          </h2>
          <span className="grow text-sm">
            {detail === null ? null : <OutcomeMark outcome={detail.outcome} />}
          </span>
          <Step
            icon={ArrowUp}
            label="Previous row (k)"
            end="This is the first row."
            to={place?.previous}
            onOpen={onOpen}
          />
          <Step
            icon={ArrowDown}
            label="Next row (j)"
            end="This is the last row."
            to={place?.next}
            onOpen={onOpen}
          />
          <span className="max-lg:hidden">
            <IconButton icon={X} label="Close the row" size="sm" onClick={onClose} />
          </span>
        </div>
        {detail === null ? null : <Head detail={detail} view={view} onView={onView} />}
      </header>
      {detail !== null ? (
        <Body detail={detail} view={view} />
      ) : isBeyond ? (
        <NoSuchRow rowCount={rowCount} onOpen={onOpen} />
      ) : (
        <Waiting />
      )}
    </div>
  )
}

interface StepProps {
  icon: typeof ArrowUp
  label: string
  /** What to say where there is no further row. */
  end: string
  to: number | null | undefined
  onOpen: (row: number) => void
}

function Step({ icon, label, end, to, onOpen }: StepProps) {
  return (
    <IconButton
      icon={icon}
      label={label}
      size="sm"
      disabledReason={to == null ? end : undefined}
      onClick={() => to != null && onOpen(to)}
    />
  )
}

const VIEWS = [
  { value: 'read', label: 'Read' },
  { value: 'raw', label: 'Raw' },
] as const

function Head({ detail, view, onView }: Pick<RowPanelProps, 'view' | 'onView'> & { detail: RowDetail }) {
  const { usage, request } = detail
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
        {request?.model ? <span className="text-ink-muted wrap-anywhere">{request.model}</span> : null}
        {usage === null ? null : (
          <span className="text-ink-muted tabular-nums">
            {formatCount(usage.input)} tokens in
            {usage.cached > 0 ? ` (${formatCount(usage.cached)} cached)` : ''}, {formatCount(usage.output)}{' '}
            out
            {usage.reasoning > 0 ? ` (${formatCount(usage.reasoning)} reasoning)` : ''}
          </span>
        )}
      </p>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="flex min-w-0 items-center gap-1">
          <bdi className="min-w-0 font-mono text-xs wrap-anywhere">{detail.customId}</bdi>
          <CopyButton text={detail.customId} label="Copy id" />
          <CopyButton text={window.location.href} label="Copy link" />
        </span>
        <SegmentedControl label="View" labelHidden value={view} options={VIEWS} onValueChange={onView} />
      </div>
    </>
  )
}

function Body({ detail, view }: { detail: RowDetail; view: ResultsUrl['view'] }) {
  const { request, answer, cause, requestSource, resultSource, dropped } = detail
  return (
    // A new row starts unfolded nowhere and scrolled to its top.
    <div key={detail.row} className="@container">
      <div className="grid gap-x-8 gap-y-6 @min-[44rem]:grid-cols-2">
        <Half title="Request">
          {dropped.request ? (
            <Dropped />
          ) : requestSource === null ? (
            <p className="text-ink-muted">The request is not known: the input file cannot be read.</p>
          ) : view === 'raw' ? (
            <SourceView source={requestSource} copyLabel="Copy the request line" />
          ) : (
            request !== null && <RequestView request={request} />
          )}
        </Half>
        <Half title="Result">
          {dropped.result ? (
            <Dropped />
          ) : resultSource === null ? (
            <p className="text-ink-muted">{OUTCOME_FACTS[detail.outcome].meaning}</p>
          ) : view === 'raw' ? (
            <SourceView source={resultSource} copyLabel="Copy the result line" />
          ) : (
            <>
              {cause !== null && <CauseView cause={cause} />}
              {answer !== null && <AnswerView answer={answer} />}
            </>
          )}
        </Half>
      </div>
    </div>
  )
}

/** Stands for a text that was read and could not be kept. */
function Dropped() {
  return (
    <p className="text-ink-muted">
      This text was read but could not be kept, because the browser’s storage is full. Make room under{' '}
      <Link to={paths.settings()}>Settings</Link> and reload this page; the server still holds the text.
    </p>
  )
}

function Half({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid min-w-0 content-start gap-3">
      <h3 className="border-b border-line pb-1 text-sm font-semibold">{title}</h3>
      {children}
    </section>
  )
}

function NoSuchRow({ rowCount, onOpen }: { rowCount: number; onOpen: RowPanelProps['onOpen'] }) {
  return (
    <div role="status" className="grid justify-items-start gap-3">
      <p>
        {rowCount === 0 ? 'This batch has no rows.' : `This batch has ${formatQuantity(rowCount, 'row')}.`}
      </p>
      {rowCount === 0 ? null : (
        <Button
          size="sm"
          onClick={(event) => {
            // This button goes with its message: the focus stays in the panel.
            event.currentTarget.closest<HTMLElement>('[data-row-panel]')?.focus({ preventScroll: true })
            onOpen(0)
          }}
        >
          Open row 1
        </Button>
      )}
    </div>
  )
}

function Waiting() {
  return (
    <div role="status" aria-label="Reading the row" className="grid gap-3">
      <Skeleton className="h-3.5 w-3/5" />
      <Skeleton className="h-3.5 w-2/5" />
      <Skeleton className="h-3.5 w-1/2" />
    </div>
  )
}

/** `j` and `k` step through the rows wherever the focus is, save where keys are text; Escape closes the row. */
function useRowKeys({ place, onOpen, onClose }: Pick<RowPanelProps, 'place' | 'onOpen' | 'onClose'>): void {
  const { singleKeys } = useSettings()
  const press = useEffectEvent((key: string) => {
    if (key === 'Escape') {
      // A dialog, and on phones the row is one, closes by itself.
      if (document.querySelector('dialog:modal') === null) onClose()
      return
    }
    const target = key === 'j' ? place?.next : key === 'k' ? place?.previous : null
    if (singleKeys && target != null) onOpen(target)
  })
  useEffect(() => {
    // Keys belong to the window.
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (isTyping(event.target) || isBehindAnotherDialog()) return
      press(event.key)
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input:not([type=radio]), textarea, select, [role=menu]') !== null
  )
}

/** On phones the row itself is in a dialog; any other one covers the row. */
function isBehindAnotherDialog(): boolean {
  const dialogs = [...document.querySelectorAll('dialog:modal')]
  return dialogs.some((dialog) => dialog.querySelector('[data-row-panel]') === null)
}
