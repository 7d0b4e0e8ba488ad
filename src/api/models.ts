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
