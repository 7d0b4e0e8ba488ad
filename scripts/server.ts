import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ROOT } from './run.ts'

const START_SECONDS = 60
const STOP_SECONDS = 20

/** A running server of the console, the same as `npm start` runs. */
export interface ConsoleServer {
  /** Its address without a trailing slash, for example `http://127.0.0.1:40123`. */
  readonly origin: string
  readonly pid: number
  /** Where it keeps files and batches, unless its store is in memory. */
  readonly dataDirectory: string
  /** Stops it as Ctrl-C would, waits for its end and removes its data. */
  readonly stop: () => Promise<void>
  /** Ends it at once, as a power cut would, and keeps its data. */
  readonly kill: () => Promise<void>
}

/**
 * Starts the server on a free port of the loopback interface, with data of its own in a temporary folder and
 * the test controls switched on. It serves the `dist/` that is there.
 *
 * @param environment other settings, named as in the README (`ALLOW_ORIGINS`, `SIM_RATE` …)
 * @throws when it ends, or prints no address within a minute; the message holds what it printed
 */
export async function startConsoleServer(environment: NodeJS.ProcessEnv = {}): Promise<ConsoleServer> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'batch-console-'))
  const port = environment['PORT'] ?? String(await freePort())
  const child = spawn(process.execPath, ['--max-semi-space-size=16', join(ROOT, 'scripts/start.ts')], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      DATA_DIR: dataDirectory,
      SKIP_BUILD: '1',
      TEST_CONTROLS: '1',
      ...environment,
      PORT: port,
    },
  })
  const removeData = () => rmSync(dataDirectory, { recursive: true, force: true })
  try {
    await addressPrinted(child, `http://127.0.0.1:${port}`)
  } catch (error) {
    child.kill('SIGKILL')
    removeData()
    throw error
  }
  return {
    origin: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    dataDirectory,
    stop: async () => {
      await ended(child, 'SIGTERM')
      removeData()
    },
    kill: () => ended(child, 'SIGKILL'),
  }
}

/** A TCP port of the loopback interface that nothing listens on at the moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('No free port was found.'))
        else resolve(address.port)
      })
    })
  })
}

function addressPrinted(child: ChildProcess, origin: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const printed: string[] = []
    const fail = (reason: string) => {
      clearTimeout(timer)
      reject(new Error(`The console’s server ${reason}. It printed:\n${printed.join('\n')}`))
    }
    const timer = setTimeout(() => fail(`was not ready after ${START_SECONDS} seconds`), START_SECONDS * 1000)
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue
      createInterface({ input: stream }).on('line', (line) => {
        printed.push(line)
        if (!line.startsWith(origin)) return
        clearTimeout(timer)
        resolve()
      })
    }
    child.once('error', (error) => fail(`could not be started (${error.message})`))
    child.once('exit', (code) => fail(`ended with exit code ${code}`))
  })
}

function ended(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_SECONDS * 1000)
    child.once('exit', () => {
      clearTimeout(timer)
      resolve()
    })
    child.kill(signal)
  })
}
