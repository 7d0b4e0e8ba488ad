import { useQuery } from '@tanstack/react-query'
import { Download, RotateCcw } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useSearchParams } from 'react-router'
import { attemptsQuery } from '~/api/attempts'
import type { Connection } from '~/api/connection'
import type { Batch } from '~/contract/batch'
import { titleOf } from '~/domain/batch-state'
import { formatCount, formatQuantity } from '~/lib/format'
import { paths } from '~/lib/paths'
import { ALL_ROWS, STILL_OPEN } from '~/results/row-query'
import type { MergedResults } from '~/workers/results/merged-results'
import { Button } from '~/ui/button'
import { classNames } from '~/ui/class-names'
import { RelativeTime } from '~/ui/time'
import { BatchBadge } from '../../shared/batch-badge'
import { useResults } from '../../shared/rows/use-results'
import { useFileNames } from '../../shared/use-file-names'
import { ExportDialog } from '../export/late-export-dialog'
import { AttemptLink } from './attempt-frame'
import type { AttemptsNoteProps } from './attempts-note'
import { canMerge } from './can-merge'
import { mergeWords } from './merge-words'
import { type MergeState, useMerged } from './use-merged'

/** Answers that are read to count them without being asked to. */
const FEW_ROWS = 2000

const NO_ATTEMPTS: readonly Batch[] = []

/** Which later batches tried rows of this one again, what came of it, and the way to have all of it in one file. */
export function TriedAgain(props: AttemptsNoteProps) {
  const query = useQuery(attemptsQuery(props.connection, props.batch.id))
  const attempts = query.data ?? NO_ATTEMPTS
  // That nobody tried again is the usual case, and a failed search is no reason to bother: the rows are not touched.
  return attempts.length === 0 ? null : <Attempts {...props} attempts={attempts} />
}

function Attempts({
  connection,
  batch,
  title,
  answeredAt,
  isBrief,
  onMerged,
  attempts,
}: AttemptsNoteProps & { attempts: readonly Batch[] }) {
  const { session, state } = useResults(connection, batch, answeredAt)
  const [isExporting, setExporting] = useState(false)
  const [round, setRound] = useState(0)
  const [parameters] = useSearchParams()
  // The rows below may be those that only the attempts can tell: whoever wants them has asked for the reading.
  const isWaitedFor = isBrief && parameters.get('outcome') === STILL_OPEN
  const status = state.kind === 'open' ? state.status : null
  const isReady = status !== null && canMerge(status)
  const rows = attempts.reduce((sum, { request_counts }) => sum + request_counts.total, 0)
  if (isWaitedFor && round === 0 && rows > FEW_ROWS) setRound(1)
  const { state: merge, merged } = useMerged(
    { connection, batch, session, rowsListed: status?.rowsListed ?? 0, attempts },
    isReady && (rows <= FEW_ROWS || round > 0) ? round + 1 : 0,
  )
  useEffect(() => {
    // The merge reads in workers of its own, and rows that are shown elsewhere on the page tell of it.
    onMerged(merged)
    return () => onMerged(null)
  }, [onMerged, merged])
  const told = (
    <div className="grid min-w-0 gap-1.5">
      <AttemptList connection={connection} attempts={attempts} />
      <MergeResult
        state={merge}
        merged={merged}
        rows={rows}
        onRead={() => setRound(round + 1)}
        isReady={isReady}
      />
    </div>
  )
  return (
    <section
      aria-label="Tried again"
      className={classNames(
        'grid gap-2 border-l-2 border-accent bg-sunken pr-4 pl-3.5 sm:grid-cols-[1fr_auto] sm:gap-x-6',
        isBrief ? 'grid-cols-[1fr_auto] items-center py-1.5' : 'py-2.5',
      )}
    >
      <div className="flex min-w-0 gap-2.5">
        <RotateCcw aria-hidden className="mt-0.5 size-4 shrink-0 text-accent" />
        {isBrief ? (
          <details open={isWaitedFor && merged === null} className="min-w-0 open:space-y-2">
            <summary className="w-fit">
              Tried again in {formatQuantity(attempts.length, 'batch', 'batches')}
            </summary>
            {told}
          </details>
        ) : (
          told
        )}
      </div>
      <Button
        size="sm"
        icon={Download}
        className={isBrief ? 'self-start' : 'ml-6.5 self-start justify-self-start sm:ml-0'}
        disabledReason={isReady ? undefined : 'The rows of this batch are still being read.'}
        onClick={() => setExporting(true)}
      >
        Export merged rows
      </Button>
      {isExporting && status !== null ? (
        <ExportDialog
          session={session}
          connection={connection}
          batch={batch}
          title={title}
          query={ALL_ROWS}
          status={status}
          rowsFiltered={status.rowsListed}
          startsMerged
          onClose={() => setExporting(false)}
        />
      ) : null}
    </section>
  )
}

function AttemptList({ connection, attempts }: { connection: Connection; attempts: readonly Batch[] }) {
  const names = useFileNames(
    connection,
    attempts.map(({ input_file_id }) => input_file_id),
  )
  return (
    <ul className="grid gap-1">
      {attempts.map((attempt) => (
        <li key={attempt.id} className="flex flex-wrap items-baseline gap-x-2.5 gap-y-0.5">
          <span className="wrap-anywhere">
            Tried again in{' '}
            <AttemptLink to={paths.batch(attempt.id)}>
              {titleOf(attempt, names.get(attempt.input_file_id ?? '') ?? null)}
            </AttemptLink>
          </span>
          <BatchBadge batch={attempt} />
          <span className="text-sm text-ink-muted">
            <RelativeTime seconds={attempt.created_at} />
          </span>
        </li>
      ))}
    </ul>
  )
}

interface MergeResultProps {
  state: MergeState
  merged: MergedResults | null
  /** Of all attempts. */
  rows: number
  isReady: boolean
  onRead: () => void
}

/** How the rows stand after the attempts, or how far the reading is. */
function MergeResult({ state, merged, rows, isReady, onRead }: MergeResultProps) {
  // Counts stay while they are counted again.
  if (merged !== null && state.kind !== 'failed') return <MergeCounts merged={merged} />
  switch (state.kind) {
    case 'none':
      return isReady ? (
        <Button size="sm" onClick={onRead}>
          Count what came of it: {formatQuantity(rows, 'answer')} to read
        </Button>
      ) : null
    case 'reading':
      return (
        <p className="text-sm text-ink-muted tabular-nums">
          {state.trouble ?? `Reading what came of it: ${formatCount(state.rowsRead)} of ${formatCount(rows)}`}
        </p>
      )
    case 'failed':
      return (
        <p role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-danger">
          What came of it could not be read. {state.message}
          <Button size="sm" onClick={onRead}>
            Read again
          </Button>
        </p>
      )
    case 'merged':
      return <MergeCounts merged={state.merged} />
  }
}

function MergeCounts({ merged }: { merged: MergedResults }) {
  return (
    <div role="status" className="max-w-prose">
      {mergeWords(merged.counts).map((sentence) => (
        <p key={sentence} className="tabular-nums">
          {sentence}
        </p>
      ))}
      <p className="text-sm text-ink-muted">
        Counted by custom_id in all attempts. All other figures here are of this batch alone.
      </p>
    </div>
  )
}
