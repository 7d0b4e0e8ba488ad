import { RotateCcw } from 'lucide-react'
import { use, useState } from 'react'
import type { Connection } from '~/api/connection'
import type { Batch } from '~/contract/batch'
import { type ErrorGroup, groupTitle } from '~/domain/results/error-groups'
import { formatQuantity } from '~/lib/format'
import { usePaced } from '~/lib/use-paced'
import type { ResultsStatus } from '~/results/status'
import { Button } from '~/ui/button'
import { SkeletonRows } from '~/ui/skeleton'
import { AskTrouble } from '../../shared/rows/ask-trouble'
import { DeathNotice, ROWS_KEPT } from '../../shared/rows/death-notice'
import { useQuestion } from '../../shared/rows/use-asked'
import { useResults } from '../../shared/rows/use-results'
import { MergedContext } from '../attempts/merged-context'
import { CauseEntry } from './cause-entry'
import { RetryRowsDialog } from './late-retry-dialog'

/** Every failure is looked at for the groups, so they are not made anew with every change. */
const PAUSE_MS = 1000

interface ErrorsTabProps {
  connection: Connection
  batch: Batch
  title: string
  /** When the server last answered with this batch, in Unix milliseconds. */
  answeredAt: number
  /** Asks whether all rows that are not completed are to run again; left out where they cannot. */
  onRetryAll: (() => void) | undefined
}

/** Why rows failed, grouped by cause, and what to do about each. */
export function ErrorsTab({ connection, batch, title, answeredAt, onRetryAll }: ErrorsTabProps) {
  const { session, state } = useResults(connection, batch, answeredAt)
  const [retried, setRetried] = useState<ErrorGroup | null>(null)
  const version = usePaced(state.kind === 'open' ? state.status.version : null, PAUSE_MS)
  const settled = use(MergedContext)?.settled ?? null
  const asked = useQuestion(version === null ? null : JSON.stringify([version, settled?.name]), (signal) =>
    session.errorGroups(signal, settled),
  )
  const groups = asked.answer
  if (state.kind === 'died') {
    return (
      <DeathNotice
        death={state}
        what="Reading the results"
        kept={ROWS_KEPT}
        onAgain={() => session.restart()}
      />
    )
  }
  if (groups === null && asked.trouble !== null) return <AskTrouble what="The reasons" asked={asked} />
  if (state.kind === 'opening' || groups === null) return <SkeletonRows rows={3} label="Reading the errors" />
  const isRead = state.status.phase.kind === 'complete'
  const failed = groups.reduce((sum, { count }) => sum + count, 0)
  return (
    <section aria-label="Errors" className="grid gap-4">
      {groups.length === 0 ? (
        <p className="border-y border-line py-8 text-ink-muted">
          {isRead ? 'No row failed.' : 'No row has failed so far.'}
        </p>
      ) : (
        <>
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
            <div className="grid gap-1">
              <p className="tabular-nums">
                {formatQuantity(failed, 'row')} failed, for {formatQuantity(groups.length, 'reason')}.
                {isRead ? '' : ' Results are still being read.'}
              </p>
              <p className="max-w-prose text-sm text-ink-muted">
                Retry runs the same requests again, in this batch. A new batch lets you change them first.
              </p>
            </div>
            {onRetryAll && groups.length > 1 ? (
              <Button size="sm" icon={RotateCcw} onClick={onRetryAll}>
                Retry all failed rows
              </Button>
            ) : null}
          </div>
          <ul className="divide-y divide-line border-y border-line">
            {groups.map((group) => (
              <li key={group.key} className="py-4">
                <CauseEntry
                  group={group}
                  heading={groupTitle(group, groups)}
                  session={session}
                  batchId={batch.id}
                  title={title}
                  requestsObstacle={requestsObstacle(state.status)}
                  onRetry={() => setRetried(group)}
                />
              </li>
            ))}
          </ul>
        </>
      )}
      {retried ? (
        <RetryRowsDialog
          batchId={batch.id}
          session={session}
          group={retried}
          onClose={() => setRetried(null)}
        />
      ) : null}
    </section>
  )
}

/** Why the requests of rows cannot be had; `null` when they can. */
function requestsObstacle({ input }: ResultsStatus): string | null {
  if (input === 'reading') return 'The requests are still being read.'
  return input === 'unavailable' ? 'The input file cannot be read.' : null
}
