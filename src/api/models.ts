import { queryOptions } from '@tanstack/react-query'
import { Model } from '../contract/model.ts'
import { pageOf } from '../contract/page.ts'
import type { Connection } from './connection.ts'
import { requestJson } from './http.ts'

const ModelPage = pageOf(Model)

/** The models this key may use. Also the cheapest question that tells whether server and key are right. */
export function modelsQuery(connection: Connection) {
  return queryOptions({
    queryKey: [connection.id, 'models'],
    queryFn: async ({ signal }) => (await requestJson(connection, '/models', ModelPage, { signal })).data,
    staleTime: 5 * 60_000,
  })
}

/** Models with this prefix exist only on the local Batch API, whose answers come from a simulation. */
const SIMULATED_PREFIX = 'sim/'

/** Whether the server behind a connection makes its answers up. The console says so wherever it is connected. */
export function isSimulated(models: readonly Model[]): boolean {
  return models.some(({ id }) => id.startsWith(SIMULATED_PREFIX))
}
