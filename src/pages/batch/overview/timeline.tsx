import type { Batch } from '~/contract/batch'
import { endedAt, hasEnded } from '~/domain/batch-state'
import { formatDuration } from '~/lib/format'
import { useNow } from '~/lib/use-now'
import { ExactTime } from '~/ui/time'

/** The moments that a batch object can carry, with their words. */
const MOMENTS = [
  { field: 'created_at', label: 'Created' },
  { field: 'in_progress_at', label: 'File accepted, rows started' },
  { field: 'cancelling_at', label: 'Cancel asked for' },
  { field: 'finalizing_at', label: 'All rows ended, results written' },
  { field: 'completed_at', label: 'Completed' },
  { field: 'failed_at', label: 'Rejected' },
  { field: 'expired_at', label: 'Window ran out' },
  { field: 'cancelled_at', label: 'Cancelled' },
] as const

interface Moment {
  label: string
  seconds: number
}

function momentsOf(batch: Batch, reopened: number | null): Moment[] {
  const again = reopened === null ? [] : [{ label: 'Opened again', seconds: reopened }]
  const told = MOMENTS.flatMap(({ field, label }) => {
    const seconds = batch[field]
    // Some servers set `expired_at` on batches that ended in time.
    if (seconds === null || (field === 'expired_at' && batch.status === 'completed')) return []
    return [{ label, seconds }]
  })
  return [...told, ...again].sort((a, b) => a.seconds - b.seconds)
}

interface TimelineProps {
  batch: Batch
  /** When it was opened again, in Unix seconds; `null` where it was not. */
  reopened: number | null
}

/** What happened when, how long each step took, and how long the one that is not over has lasted. */
export function Timeline({ batch, reopened }: TimelineProps) {
  const now = useNow()
  const moments = momentsOf(batch, reopened)
  const last = moments.at(-1)
  const ended = endedAt(batch)
  const late = ended !== null && batch.expires_at !== null && ended > batch.expires_at
  return (
    <ol className="grid border-t border-line">
      {moments.map(({ label, seconds }, index) => {
        const before = moments[index - 1]
        return (
          <li key={label} className="flex flex-wrap items-baseline gap-x-4 border-b border-line py-2">
            <span className="font-medium">{label}</span>
            {before ? (
              <span className="text-sm text-ink-muted tabular-nums">
                after {formatDuration(seconds - before.seconds)}
              </span>
            ) : null}
            <span className="ml-auto text-sm tabular-nums">
              <ExactTime seconds={seconds} />
            </span>
          </li>
        )
      })}
      {last && !hasEnded(batch) ? (
        <li className="flex flex-wrap items-baseline gap-x-4 border-b border-line py-2">
          <span className="font-medium">Since then</span>
          <span className="text-sm text-ink-muted tabular-nums">
            {formatDuration(Math.max(0, now - last.seconds))} so far
          </span>
        </li>
      ) : null}
      {batch.expires_at !== null && !hasEnded(batch) ? (
        <li className="flex flex-wrap items-baseline gap-x-4 border-b border-line py-2 text-ink-muted">
          <span>Deadline</span>
          <span className="ml-auto text-sm tabular-nums">
            <ExactTime seconds={batch.expires_at} />
          </span>
        </li>
      ) : null}
      {late && batch.expires_at !== null ? (
        <li className="py-2 text-sm text-warning">
          Late: it ended {formatDuration(ended - batch.expires_at)} after its deadline.
        </li>
      ) : null}
    </ol>
  )
}
