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
import { SlimLine } from '~/ui/slim-line'
import { SettingsWayOut } from './settings-way-out'

interface QueryTroubleProps {
  query: Pick<
    UseQueryResult,
    'data' | 'error' | 'failureReason' | 'dataUpdatedAt' | 'isFetching' | 'isPlaceholderData'
  >
  /** What could not be loaded, for example "the batches". */
  what: string
}

/**
 * Says why a query has no data, or only old data, and what happens next. Draws nothing while all is well. Old data that
 * gets newer by itself is told in a line that moves nothing of what is being read.
 */
export function QueryTrouble({ query, what }: QueryTroubleProps) {
  const { timeZone } = useSettings()
  const connection = useConnection()
  const reason = query.error ?? query.failureReason
  if (!reason) return null
  const error = asApiError(reason)
  const retriesItself = query.error === null
  // What stands in for another page or filter is no older state of this one.
  const hasData = query.data !== undefined && !query.isPlaceholderData
  const retriesNow = query.isFetching && !retriesItself
  const tryAgain = (
    <Button size="sm" busy={retriesNow} onClick={() => void refresh(connection)}>
      Try again now
    </Button>
  )
  if (hasData && retriesItself) {
    return (
      <SlimLine
        tone="warning"
        title={
          <>
            Could not refresh {what}
            <span className="max-sm:sr-only">. {seenWords(query.dataUpdatedAt, timeZone)}</span>
          </>
        }
        action={tryAgain}
      >
        <p>{error.message} Trying again by itself.</p>
        <p className="sm:hidden">{seenWords(query.dataUpdatedAt, timeZone)}</p>
        <p className="font-mono text-xs">{error.details}</p>
        <SettingsWayOut kind={error.kind} />
      </SlimLine>
    )
  }
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
          {tryAgain}
        </>
      }
    >
      {[
        error.message,
        hasData ? seenWords(query.dataUpdatedAt, timeZone) : null,
        retriesItself ? 'Trying again by itself.' : null,
      ]
        .filter(Boolean)
        .join(' ')}
    </Notice>
  )
}

function seenWords(updatedAt: number, timeZone: 'local' | 'utc'): string {
  return `What you see is from ${formatClock(updatedAt / 1000, timeZone)}.`
}
