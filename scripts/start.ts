import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { startServer, type RunningServer } from '../src/local-api/hosts/node/server.ts'
import { SettingsError, readSettings, type ServerSettings } from '../src/local-api/hosts/node/settings.ts'

const root = join(import.meta.dirname, '..')

/**
 * Fails as the server would if it cannot listen: before a build that would replace the files of a server that
 * runs already.
 */
async function probe({ port, host }: ServerSettings): Promise<void> {
  const server = createServer()
  server.listen(port, host)
  await once(server, 'listening')
  server.close()
  await once(server, 'close')
}

/** Builds the console in a process of its own, whose memory is gone when the server starts. */
function build(): void {
  console.log('Building the console…')
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
  })
  if (status !== 0) throw new SettingsError('The console could not be built; the messages above say why.')
}

function explain(error: unknown, settings: ServerSettings | null): string {
  if (error instanceof SettingsError) return error.message
  const code = error instanceof Error && 'code' in error ? error.code : null
  const where = settings?.dataDirectory ?? '.data'
  if (code === 'EADDRINUSE') return `Port ${settings?.port} is in use; set PORT to another one.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `${settings?.host} is no address of this machine; check HOST.`
  const isListening = error instanceof Error && 'syscall' in error && error.syscall === 'listen'
  if (code === 'EACCES' && isListening)
    return `Port ${settings?.port} is not open to you; set PORT to one above 1023.`
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM' || code === 'ENOTDIR' || code === 'EEXIST') {
    return `The data directory ${where} cannot be written; set DATA_DIR to another one.`
  }
  const message = error instanceof Error ? error.message : String(error)
  if (/database is locked/.test(message))
    return `Another server is using the data directory ${where}; stop it or set DATA_DIR.`
  if (code === 'ERR_SQLITE_ERROR') return `The data directory ${where} cannot be used: ${message}.`
  return message
}

function stopOnSignal(server: RunningServer): void {
  let isStopping = false
  const stop = () => {
    if (isStopping) return
    isStopping = true
    server.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

async function main(): Promise<void> {
  let settings: ServerSettings | null = null
  try {
    settings = readSettings(process.env)
    await probe(settings)
    if (process.env['SKIP_BUILD'] !== '1') build()
    const server = await startServer(settings, join(root, 'dist'))
    stopOnSignal(server)
    if (settings.testControls)
      console.log('Test controls are on: anybody who can reach this server can use them.')
    console.log(
      settings.durable ? `Files and batches are kept in ${settings.dataDirectory}.` : 'Nothing is kept.',
    )
    console.log('The console and the local Batch API are ready; Ctrl-C stops them.')
    console.log(server.address)
  } catch (error) {
    console.error(explain(error, settings))
    process.exit(1)
  }
}

await main()
