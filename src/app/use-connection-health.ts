import { notifyManager, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Query, QueryClient } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import type { Connection } from '~/api/connection'
import { modelsQuery } from '~/api/models'
import { connectionHealth, nothingTells } from './connection-health'
import type { ConnectionHealth } from './connection-health'

/**
 * How the connection does, live. Reads the query cache and sends nothing of its own, save on a page that
 * asks the server nothing: there one request for the models tells.
 */
export function useConnectionHealth(connection: Connection): ConnectionHealth {
  const probe = modelsQuery(connection)
  const [, probeName] = probe.queryKey
  const needed = useFromCache((client) =>
    nothingTells(statesOf(client, connection, ({ queryKey }) => queryKey[1] !== probeName)),
  )
  useQuery({ ...probe, enabled: needed })
  return useFromCache((client) => connectionHealth(statesOf(client, connection)))
}

function statesOf(
  client: QueryClient,
  connection: Connection,
  predicate: (query: Query) => boolean = () => true,
) {
  return client
    .getQueryCache()
    .findAll({ queryKey: [connection.id], predicate })
    .map((query) => query.state)
}

/** A plain value computed from the query cache, kept current. */
function useFromCache<Value extends string | boolean>(read: (client: QueryClient) => Value): Value {
  const client = useQueryClient()
  const subscribe = useCallback(
    // Batched, because observers also change the cache while React renders.
    (onChange: () => void) => client.getQueryCache().subscribe(notifyManager.batchCalls(onChange)),
    [client],
  )
  return useSyncExternalStore(subscribe, () => read(client))
}
