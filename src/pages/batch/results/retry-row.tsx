import { Plus, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { type RerunOutcome, rerunOf, SPOILT_ADVICE } from '~/domain/attempts/rerun'
import { ERROR_KIND_FACTS, type ErrorCause } from '~/domain/results/error-cause'
import { causeKey } from '~/domain/results/error-groups'
import { paths } from '~/lib/paths'
import type { RowDetail } from '~/results/row-reader'
import type { ResultsStatus } from '~/results/status'
import { Button, buttonClass } from '~/ui/button'
import type { ResultsSession } from '~/workers/results/session'
import { RetryRowsDialog } from '../errors/late-retry-dialog'

interface RowAgainProps {
  batchId: string
  session: ResultsSession
  status: ResultsStatus
  detail: RowDetail
}

/** What can be done with a row that has no answer, or one that cannot be used as it is. */
export function RowAgain({ batchId, session, status, detail }: RowAgainProps) {
  const { row, cause, requestSource } = detail
  const outcome = rerunOf(detail.outcome)
  if (outcome === null) return null
  if (outcome !== 'failed') {
    return requestSource === null ? null : <RenewRow batchId={batchId} row={row} outcome={outcome} />
  }
  return cause === null ? null : (
    <RetryRow batchId={batchId} session={session} status={status} row={row} cause={cause} />
  )
}

interface RetryRowProps extends Omit<RowAgainProps, 'detail'> {
  /** Index in the list, from 0. */
  row: number
  cause: ErrorCause
}

/** What can be done with one row that failed: the same as with all that failed alike. */
function RetryRow({ batchId, session, status, row, cause }: RetryRowProps) {
  const [isAsked, setAsked] = useState(false)
  const { kind, status: httpStatus, code, sentence } = cause
  const key = causeKey(cause)
  // Requests that arrive move the rows that have none yet.
  const obstacle = status.input === 'reading' ? 'The requests are still being read.' : undefined
  const retry = (
    <Button size="sm" icon={RotateCcw} disabledReason={obstacle} onClick={() => setAsked(true)}>
      Retry this row
    </Button>
  )
  const renewal = <Renewal to={paths.clone(batchId, 'failed', key, row)} />
  const { lasts } = ERROR_KIND_FACTS[kind]
  return (
    <div className="flex flex-wrap gap-2">
      {/* What helps stands first. */}
      {lasts ? renewal : retry}
      {lasts ? retry : renewal}
      {isAsked ? (
        <RetryRowsDialog
          batchId={batchId}
          session={session}
          group={{ kind, status: httpStatus, code, sentence, key, count: 1, first: row, answeredLater: 0 }}
          row={row}
          onClose={() => setAsked(false)}
        />
      ) : null}
    </div>
  )
}

interface RenewRowProps {
  batchId: string
  /** Index in the list, from 0. */
  row: number
  outcome: Exclude<RerunOutcome, 'failed'>
}

/** The server counts such a row as completed: only a new batch can run it again, and better not unchanged. */
function RenewRow({ batchId, row, outcome }: RenewRowProps) {
  const { title, advice } = SPOILT_ADVICE[outcome]
  return (
    <div className="grid justify-items-start gap-2 pb-3">
      <p className="text-sm text-ink-muted">
        {title}. {advice}
      </p>
      <Renewal to={paths.clone(batchId, outcome, '', row)} />
    </div>
  )
}

function Renewal({ to }: { to: string }) {
  return (
    <Link to={to} className={buttonClass({ size: 'sm' })}>
      <Plus aria-hidden className="size-3.5 shrink-0" strokeWidth={1.75} />
      New batch with this row
    </Link>
  )
}
