import { QueryClient, type QueryKey } from '@tanstack/react-query'
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
      // Longer than a slow device takes from a route's loader to its page, which would ask again otherwise.
      staleTime: 5000,
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
 * Asks again at once for everything a page shows of a connection. What waits to be repeated, or hangs, is
 * stopped first: without data, a plain refetch would join its wait.
 */
export async function refresh(connection: Connection): Promise<void> {
  const shown = { queryKey: [connection.id], type: 'active' } as const
  await queryClient.cancelQueries({ ...shown, predicate: ({ state }) => state.fetchStatus !== 'idle' })
  // Not awaited: one query that keeps failing must not hold up the others.
  void queryClient.refetchQueries(shown)
}

/**
 * Lets everything below a key be asked for anew, at once where it is shown. What is under way is stopped first: it was
 * asked before the change, and a first answer would pass for a fresh one.
 */
export async function askAnew(queryKey: QueryKey): Promise<void> {
  await queryClient.cancelQueries({ queryKey, predicate: ({ state }) => state.fetchStatus !== 'idle' })
  await queryClient.invalidateQueries({ queryKey })
}
