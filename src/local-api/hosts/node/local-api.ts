import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { createLocalApi, type LocalApi } from '../../app.ts'
import { hostNames } from '../../guard.ts'
import { MemoryStore } from '../../store/memory/memory-store.ts'
import { SqliteStore } from '../../store/sqlite/sqlite-store.ts'
import { receiveStream } from './receive-upload.ts'
import type { ServerSettings } from './settings.ts'

/** A key may be anything; a directory name may not. */
function directoryOf(workspace: string, dataDirectory: string): string {
  if (workspace === 'default') return dataDirectory
  return join(dataDirectory, 'workspaces', createHash('sha256').update(workspace).digest('hex').slice(0, 32))
}

/**
 * The local Batch API as it runs in Node: SQLite and files in the data directory, uploads as streams.
 * @throws when the data directory cannot be used
 */
export function createNodeLocalApi(settings: ServerSettings): LocalApi {
  const api = createLocalApi({
    openStore: (workspace) =>
      settings.durable
        ? new SqliteStore(directoryOf(workspace, settings.dataDirectory), (message) => console.error(message))
        : new MemoryStore(),
    receiveUpload: receiveStream,
    guard: { hosts: hostNames(settings.host), origins: settings.origins, apiKey: settings.apiKey },
    ratePerSecond: settings.ratePerSecond,
    testControls: settings.testControls,
    onFault: (error) => console.error(error),
  })
  api.resume()
  return api
}
