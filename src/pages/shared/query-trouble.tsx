import type { UseQueryResult } from '@tanstack/react-query'
import { Link } from 'react-router'
import { useConnection } from '~/api/connection-store'
import { asApiError } from '~/api/errors'
import { refresh } from '~/api/query-client'
import { formatClock } from '~/lib/format'
import { paths } from '~/lib/paths'
import { useSettings } from '~/lib/settings'
import { Button, buttonClass } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { SettingsWayOut } from './settings-way-out'

interface QueryTroubleProps {
  query: Pick<
    UseQueryResult,
    'data' | 'error' | 'failureReason' | 'dataUpdatedAt' | 'isFetching' | 'isPlaceholderData'
  >
  /** What could not be loaded, for example "the batches". */
  what: string
}

/** Says why a query has no data, or only old data, and what happens next. Draws nothing while all is well. */
export function QueryTrouble({ query, what }: QueryTroubleProps) {
  const { timeZone } = useSettings()
  const connection = useConnection()
  const reason = query.error ?? query.failureReason
  if (!reason) return null
  const error = asApiError(reason)
  const retriesItself = query.error === null
  // What stands in for another page or filter is no older state of this one.
  const hasData = query.data !== undefined && !query.isPlaceholderData
  const kept = hasData ? `What you see is from ${formatClock(query.dataUpdatedAt / 1000, timeZone)}.` : null
  return (
    <Notice
      tone={retriesItself ? 'warning' : 'danger'}
      title={hasData ? `Could not refresh ${what}` : `Could not load ${what}`}
      details={error.details}
      live="polite"
      actions={
        <>
          <SettingsWayOut kind={error.kind} />
          {error.kind === 'not_found' ? (
            <Link to={paths.batches()} className={buttonClass({ size: 'sm' })}>
              Go to batches
            </Link>
          ) : null}
          <Button
            size="sm"
            busy={query.isFetching && !retriesItself}
            onClick={() => void refresh(connection)}
          >
            Try again now
          </Button>
        </>
      }
    >
      {[error.message, kept, retriesItself ? 'Trying again by itself.' : null].filter(Boolean).join(' ')}
    </Notice>
  )
}
