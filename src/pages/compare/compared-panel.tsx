import { ArrowDown, ArrowUp, X } from 'lucide-react'
import type { ComparedPlace } from '~/domain/compare/comparison'
import { VERDICT_FACTS } from '~/domain/compare/verdict'
import { IconButton } from '~/ui/button'
import { SegmentedControl } from '~/ui/choice'
import { CopyButton } from '~/ui/copy-button'
import type { CompareSession } from '~/workers/compare/compare-session'
import { useAsked } from '../shared/rows/use-asked'
import { RowStep, RowWaiting } from '../shared/rows/row-frame'
import { useRowKeys } from '../shared/rows/use-row-keys'
import { AnswerHalves } from './answer-halves'
import type { ComparedSide } from './compared-batch'
import { RequestPair } from './request-pair'
import type { CompareUrl } from './url-schema'
import { VerdictMark } from './verdict-mark'

interface ComparedPanelProps {
  session: CompareSession
  left: ComparedSide
  right: ComparedSide
  /** `null` while it is being looked for. */
  place: ComparedPlace | null
  /** Whether there is no such row, for a link that is older than the batches. */
  isMissing: boolean
  view: CompareUrl['view']
  onOpen: (key: string) => void
  onView: (view: CompareUrl['view']) => void
  onClose: () => void
}

const VIEWS = [
  { value: 'marked', label: 'Differences' },
  { value: 'read', label: 'Read' },
] as const

/** One row of both batches: the answers side by side with what differs in them, and what was asked. */
export function ComparedPanel(props: ComparedPanelProps) {
  const { session, left, right, place, isMissing, view, onOpen, onView, onClose } = props
  const row = place?.row ?? null
  const open = (pair: number) => {
    const neighbour = [place?.previous, place?.next].find((other) => other?.pair === pair)
    if (neighbour) onOpen(neighbour.key)
  }
  const previous = place?.previous?.pair ?? null
  const next = place?.next?.pair ?? null
  useRowKeys({ open: row?.pair, at: row?.pair ?? null, previous, next, onOpen: open, onClose })
  const details = useAsked(
    row === null ? null : JSON.stringify([row, left.status.version, right.status.version]),
    async (signal) => {
      const [ofLeft, ofRight] = await Promise.all([
        row?.left ? left.session.row(row.left.row, signal) : null,
        row?.right ? right.session.row(row.right.row, signal) : null,
      ])
      return { pair: row?.pair, left: ofLeft, right: ofRight }
    },
  )
  const isHere = details !== null && details.pair === row?.pair
  return (
    <div data-row-panel="" tabIndex={-1} className="grid min-w-0 gap-4 outline-none">
      <header className="sticky top-0 z-10 grid gap-2 border-b border-line bg-paper pb-3">
        <div className="flex items-center gap-1">
          <span className="min-w-0 grow text-sm">
            {row === null ? null : <VerdictMark verdict={row.verdict} />}
          </span>
          <RowStep
            icon={ArrowUp}
            label="Previous row"
            shortcut="k"
            end="This is the first row."
            to={previous}
            onOpen={open}
          />
          <RowStep
            icon={ArrowDown}
            label="Next row"
            shortcut="j"
            end="This is the last row."
            to={next}
            onOpen={open}
          />
          <span className="max-lg:hidden">
            <IconButton icon={X} label="Close the row" size="sm" onClick={onClose} />
          </span>
        </div>
        {row === null ? null : (
          <div className="flex flex-wrap items-center justify-between gap-2">
            <span className="flex min-w-0 items-center gap-1">
              <h2 className="min-w-0 font-mono text-xs wrap-anywhere">
                <bdi>{row.customId}</bdi>
              </h2>
              <CopyButton text={row.customId} label="Copy id" />
              <CopyButton text={window.location.href} label="Copy link" />
            </span>
            <SegmentedControl label="View" labelHidden value={view} options={VIEWS} onValueChange={onView} />
          </div>
        )}
      </header>
      {isMissing ? (
        <p role="status">Neither batch has this row.</p>
      ) : row === null || !isHere ? (
        <RowWaiting />
      ) : (
        // A new row starts scrolled to its top.
        <div key={row.pair} className="@container grid gap-6">
          {row.verdict === 'changed' ? null : (
            <p className="text-sm text-ink-muted">{VERDICT_FACTS[row.verdict].meaning}</p>
          )}
          <AnswerHalves
            session={session}
            left={{ side: left, row: row.left, detail: details.left }}
            right={{ side: right, row: row.right, detail: details.right }}
            view={view}
          />
          <RequestPair left={details.left} right={details.right} />
        </div>
      )}
    </div>
  )
}
