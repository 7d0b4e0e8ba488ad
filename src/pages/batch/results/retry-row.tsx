import { Plus, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { ERROR_KIND_FACTS, type ErrorCause } from '~/domain/results/error-cause'
import { causeKey } from '~/domain/results/error-groups'
import { paths } from '~/lib/paths'
import type { ResultsStatus } from '~/results/status'
import { Button, buttonClass } from '~/ui/button'
import type { ResultsSession } from '~/workers/results/session'
import { RetryRowsDialog } from '../errors/retry-rows-dialog'

interface RetryRowProps {
  batchId: string
  session: ResultsSession
  status: ResultsStatus
  /** Index in the list, from 0. */
  row: number
  cause: ErrorCause
}

/** What can be done with one row that failed: the same as with all that failed alike. */
export function RetryRow({ batchId, session, status, row, cause }: RetryRowProps) {
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
  const renewal = (
    <Link to={paths.clone(batchId, 'failed', key, row)} className={buttonClass({ size: 'sm' })}>
      <Plus aria-hidden className="size-3.5 shrink-0" strokeWidth={1.75} />
      New batch with this row
    </Link>
  )
  const { lasts } = ERROR_KIND_FACTS[kind]
  return (
    <div className="flex flex-wrap gap-2">
      {/* What helps stands first. */}
      {lasts ? renewal : retry}
      {lasts ? retry : renewal}
      <RetryRowsDialog
        batchId={batchId}
        session={session}
        group={
          isAsked
            ? { kind, status: httpStatus, code, sentence, key, count: 1, first: row, answeredLater: 0 }
            : null
        }
        row={row}
        onClose={() => setAsked(false)}
      />
    </div>
  )
}
