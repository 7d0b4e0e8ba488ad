import { notifyManager, useQueryClient } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import type { Connection } from '~/api/connection'
import { connectionHealth } from './connection-health'
import type { ConnectionHealth } from './connection-health'

/** How the connection does, live: read from the query cache, without a request of its own. */
export function useConnectionHealth(connection: Connection): ConnectionHealth {
  const client = useQueryClient()
  const subscribe = useCallback(
    // Batched, because observers also change the cache while React renders.
    (onChange: () => void) => client.getQueryCache().subscribe(notifyManager.batchCalls(onChange)),
    [client],
  )
  return useSyncExternalStore(subscribe, () => {
    const queries = client.getQueryCache().findAll({ queryKey: [connection.id] })
    return connectionHealth(queries.map((query) => query.state))
  })
}
