import type { QueryState } from '@tanstack/react-query'
import { ApiError } from '../api/errors.ts'
import type { ApiErrorKind } from '../api/errors.ts'

/** How the connection does, told by the newest answer to anything the console has asked. */
export type ConnectionHealth = 'checking' | 'connected' | 'refused' | 'unreachable' | 'trouble'

const HEALTH_OF_ERROR = {
  network: 'unreachable',
  unauthorized: 'refused',
  server: 'trouble',
  rate_limited: 'trouble',
  unreadable: 'trouble',
  // The server has answered, and knows the key: what it said no to is the page's affair.
  payment: 'connected',
  forbidden: 'connected',
  not_found: 'connected',
  unsupported: 'connected',
  conflict: 'connected',
  ended: 'connected',
  ran_again: 'connected',
  too_large: 'connected',
  invalid: 'connected',
} satisfies Record<ApiErrorKind, ConnectionHealth>

/** The parts of a query's state that tell about the connection. */
type AskedQuery = Pick<
  QueryState,
  'dataUpdatedAt' | 'errorUpdatedAt' | 'error' | 'fetchFailureReason' | 'fetchStatus'
>

interface Observation {
  /** When it was made, milliseconds since 1970. */
  at: number
  health: ConnectionHealth
}

/**
 * Judges a connection by the queries that went over it, without asking anything itself. A query that is
 * failing and being repeated now counts as newer than every answer that has arrived.
 * @param queries the states of all queries of one connection
 */
export function connectionHealth(queries: readonly AskedQuery[]): ConnectionHealth {
  const newest = queries
    .flatMap(observationsOf)
    .reduce<Observation | null>((best, next) => (best && best.at >= next.at ? best : next), null)
  return newest?.health ?? 'checking'
}

function observationsOf(query: AskedQuery): Observation[] {
  const observations: Observation[] = []
  if (query.dataUpdatedAt > 0) observations.push({ at: query.dataUpdatedAt, health: 'connected' })
  if (query.error) observations.push({ at: query.errorUpdatedAt, health: healthOf(query.error) })
  if (query.fetchStatus !== 'idle' && query.fetchFailureReason) {
    observations.push({ at: Number.POSITIVE_INFINITY, health: healthOf(query.fetchFailureReason) })
  }
  return observations
}

function healthOf(error: Error): ConnectionHealth {
  return error instanceof ApiError ? HEALTH_OF_ERROR[error.kind] : 'trouble'
}
