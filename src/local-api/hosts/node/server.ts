import { once } from 'node:events'
import { createServer } from 'node:http'
import { createListener } from './bridge.ts'
import { createNodeLocalApi } from './local-api.ts'
import type { ServerSettings } from './settings.ts'
import { createStaticFiles } from './static-files.ts'

export interface RunningServer {
  /** For example `http://127.0.0.1:4173/`. */
  address: string
  /** Finishes the write under way, closes the store and ends all connections. */
  stop(): Promise<void>
}

const KEEP_ALIVE_MS = 65_000
const API_PATHS = /^\/(?:v1|test)(?:\/|$)/

/**
 * Serves the console at `/` and the API at `/v1` on one port.
 * @param directory the built console
 * @throws when the port is taken or the data directory cannot be used
 */
export async function startServer(settings: ServerSettings, directory: string): Promise<RunningServer> {
  const api = createNodeLocalApi(settings)
  const serveFile = createStaticFiles(directory)
  const server = createServer(
    // A slow line may take its time to upload 200 MB. Connections stay open longer than a page pauses
    // between polls, or a request may be sent into a connection that is just being closed.
    { requestTimeout: 0, keepAliveTimeout: KEEP_ALIVE_MS },
    createListener((request) => {
      const isApi = API_PATHS.test(new URL(request.url).pathname)
      return isApi ? api.handle(request) : serveFile(request)
    }),
  )
  try {
    server.listen(settings.port, settings.host)
    await once(server, 'listening')
  } catch (error) {
    await api.stop()
    throw error
  }
  const bound = server.address()
  const port = typeof bound === 'object' && bound ? bound.port : settings.port
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host
  return {
    address: `http://${host}:${port}/`,
    stop: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await Promise.all([closed, api.stop()])
    },
  }
}
