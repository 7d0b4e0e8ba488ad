import { type Query, QueryClient } from '@tanstack/react-query'
import { retryDelay } from '../domain/polling.ts'
import type { Connection } from './connection.ts'
import { ApiError, isTransient } from './errors.ts'

/**
 * The one cache of server answers. Transient failures are repeated for as long as somebody looks, with
 * growing pauses, so polling recovers by itself; anything else is shown at once.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The local Batch API answers without a network; the browser's "offline" says nothing about it.
      networkMode: 'always',
      retry: (_failures, error) => isTransient(error),
      retryDelay: (failures, error) =>
        retryDelay(failures + 1, error instanceof ApiError ? error.retryAfterSeconds : null, Math.random()),
      staleTime: 1000,
    },
    mutations: { networkMode: 'always', retry: false },
  },
})

/**
 * Lets a query that a route's loader has begun go on by itself. The page asks for the same query and shows its
 * outcome, failures included.
 */
export function goOn(query: Promise<unknown>): void {
  query.catch(() => undefined)
}

/**
 * Asks again at once for everything on a connection that has failed or waits to be repeated. A plain refetch
 * would join the wait of a query that has no data yet.
 */
export async function askAgain(connection: Connection): Promise<void> {
  const failing = new Set(
    queryClient
      .getQueryCache()
      .findAll({ queryKey: [connection.id], type: 'active' })
      .filter(({ state }) => state.error !== null || state.fetchFailureCount > 0),
  )
  const predicate = (query: Query) => failing.has(query)
  await queryClient.cancelQueries({ predicate })
  await queryClient.refetchQueries({ predicate })
}
