import type { UseQueryResult } from '@tanstack/react-query'
import { Link } from 'react-router'
import { type ApiErrorKind, asApiError } from '~/api/errors'
import { formatClock } from '~/lib/format'
import { paths } from '~/lib/paths'
import { useSettings } from '~/lib/settings'
import { Button, buttonClass } from '~/ui/button'
import { Notice } from '~/ui/notice'

interface QueryTroubleProps {
  query: Pick<
    UseQueryResult,
    'data' | 'error' | 'failureCount' | 'failureReason' | 'dataUpdatedAt' | 'refetch' | 'isFetching'
  >
  /** What could not be loaded, for example "the batches". */
  what: string
}

/** Failures whose way out is the address or the key. */
const SETTINGS_HELP: ReadonlySet<ApiErrorKind> = new Set([
  'network',
  'unauthorized',
  'unreadable',
  'forbidden',
])

/** Says why a query has no data, or only old data, and what happens next. Draws nothing while all is well. */
export function QueryTrouble({ query, what }: QueryTroubleProps) {
  const { timeZone } = useSettings()
  const reason = query.error ?? query.failureReason
  if (!reason) return null
  const error = asApiError(reason)
  const retriesItself = query.error === null
  const kept =
    query.data === undefined
      ? null
      : `What you see is from ${formatClock(query.dataUpdatedAt / 1000, timeZone)}.`
  return (
    <Notice
      tone={retriesItself ? 'warning' : 'danger'}
      title={query.data === undefined ? `Could not load ${what}` : `Could not refresh ${what}`}
      details={error.details}
      live="polite"
      actions={
        <>
          <Button size="sm" busy={query.isFetching && !retriesItself} onClick={() => void query.refetch()}>
            Try again now
          </Button>
          {SETTINGS_HELP.has(error.kind) ? (
            <Link to={paths.settings()} className={buttonClass({ size: 'sm' })}>
              Open settings
            </Link>
          ) : null}
        </>
      }
    >
      {[error.message, kept, retriesItself ? 'Trying again by itself.' : null].filter(Boolean).join(' ')}
    </Notice>
  )
}
