import { freePort, startConsoleServer } from '../../scripts/server.ts'
import { announceServers, serversOf, settings } from './settings.ts'

/** Starts the servers of the run before its first test; what is returned stops them after its last. */
async function startServers(): Promise<() => Promise<void>> {
  if (!settings.crossOrigin) {
    const server = await startConsoleServer({ STORE: settings.store })
    announceServers(serversOf(server))
    return server.stop
  }
  const port = String(await freePort())
  const api = await startConsoleServer({
    STORE: settings.store,
    ALLOW_ORIGINS: `http://127.0.0.1:${port}`,
  })
  const pages = await startConsoleServer({ PORT: port })
  announceServers({ ...serversOf(api), console: pages.origin })
  return async () => {
    await Promise.all([api.stop(), pages.stop()])
  }
}

export default startServers
