import type { Plugin } from 'vite'

/** Mounts the local Batch API at `/v1` of the development server; settings as for `npm start`. */
export function localApiPlugin(): Plugin {
  return {
    name: 'local-batch-api',
    apply: 'serve',
    async configureServer(server) {
      // Loaded here only, so that a build neither loads SQLite nor opens the data directory.
      const [{ createListener }, { createNodeLocalApi }, { readSettings }] = await Promise.all([
        import('./bridge.ts'),
        import('./local-api.ts'),
        import('./settings.ts'),
      ])
      const api = createNodeLocalApi(readSettings(process.env))
      const listener = createListener((request) => api.handle(request))
      server.middlewares.use((incoming, outgoing, next) => {
        if (/^\/(?:v1|test)(?:\/|$)/.test(incoming.url ?? '')) listener(incoming, outgoing)
        else next()
      })
      server.httpServer?.once('close', () => void api.stop())
    },
  }
}
