import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer, type RunningServer } from './server.ts'
import { readSettings } from './settings.ts'

const START_SCRIPT = join(import.meta.dirname, '../../../../scripts/start.ts')

/** As the `start` line of package.json has it: V8 keeps more memory than the server needs otherwise. */
const MEMORY_OPTIONS = ['--max-semi-space-size=16']

/** A directory for one test. */
export function createDirectory(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'local-api-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** A server in this process on a free port, with real HTTP. `console` is the directory of the built console. */
export async function startInProcess(
  directory: string,
  environment: Record<string, string> = {},
  console = directory,
): Promise<RunningServer & { origin: string }> {
  const settings = readSettings({ PORT: '0', DATA_DIR: join(directory, 'data'), ...environment })
  const server = await startServer(settings, console)
  return { ...server, origin: server.address.replace(/\/$/, '') }
}

/** What `npm start` runs, as a process of its own. */
export interface ServerProcess {
  child: ChildProcess
  /** Everything it has printed so far. */
  printed(): string
  /** Resolves with the exit code, `null` after a signal. */
  exit: Promise<number | null>
}

export function spawnServer(environment: Record<string, string>): ServerProcess {
  const child = spawn(process.execPath, [...MEMORY_OPTIONS, START_SCRIPT], {
    env: { ...process.env, SKIP_BUILD: '1', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (piece: string) => {
      text += piece
    })
  }
  const exit = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : null))
  return { child, printed: () => text, exit }
}

/** Waits for the address that a server prints when it is ready. @throws when it ends instead */
export async function addressOf(server: ServerProcess): Promise<string> {
  const ended = server.exit.then(() => 'ended' as const)
  for (;;) {
    const address = /^http:\/\/\S+\/$/m.exec(server.printed())?.[0]
    if (address !== undefined) return address
    const more = server.child.stdout ? once(server.child.stdout, 'data') : ended
    if ((await Promise.race([more, ended])) === 'ended') throw new Error(server.printed())
  }
}
