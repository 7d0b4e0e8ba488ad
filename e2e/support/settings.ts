import * as z from 'zod/mini'
import type { ConsoleServer } from '../../scripts/server.ts'

const PERSONALITIES = ['doubleword', 'control-layer', 'openai'] as const
export type Personality = (typeof PERSONALITIES)[number]

/**
 * What a run is about, read from the environment: `scripts/matrix.ts` and `scripts/bench.ts` set these, a plain
 * run has none of them.
 */
const Settings = z.object({
  /** Which server the local Batch API imitates. */
  E2E_PERSONALITY: z.optional(z.enum(PERSONALITIES)),
  /** Where the local Batch API keeps its state. */
  E2E_STORE: z.optional(z.enum(['sqlite', 'memory'])),
  /** `1`: the API is on another origin than the console. */
  E2E_CROSS_ORIGIN: z.optional(z.enum(['0', '1'])),
  /** Size of the benchmarks' files in megabytes (1,000,000 bytes). */
  BENCH_MEGABYTES: z.optional(z.coerce.number().check(z.positive())),
})

const parsed = Settings.parse(process.env)

export const settings = {
  personality: parsed.E2E_PERSONALITY ?? 'doubleword',
  store: parsed.E2E_STORE ?? 'sqlite',
  crossOrigin: parsed.E2E_CROSS_ORIGIN === '1',
  benchMegabytes: parsed.BENCH_MEGABYTES ?? 20,
}

const Servers = z.object({
  E2E_CONSOLE_ORIGIN: z.string(),
  E2E_API_ORIGIN: z.string(),
  E2E_API_PID: z.coerce.number(),
  E2E_API_DATA: z.string(),
})

/** The servers of this run, as `global-setup.ts` hands them to the processes of the tests. */
export interface RunningServers {
  /** Origin of the pages, without a trailing slash. */
  readonly console: string
  /** Origin of the API; the same unless the run is about another origin. */
  readonly api: string
  /** Process id of the API's server. */
  readonly apiPid: number
  /** The folder where the API's server keeps files and batches. */
  readonly apiData: string
}

/** One server as both: of the pages and of the API. */
export function serversOf({ origin, pid, dataDirectory }: ConsoleServer): RunningServers {
  return { console: origin, api: origin, apiPid: pid, apiData: dataDirectory }
}

/** @throws outside a Playwright run */
export function runningServers(): RunningServers {
  const servers = Servers.parse(process.env)
  return {
    console: servers.E2E_CONSOLE_ORIGIN,
    api: servers.E2E_API_ORIGIN,
    apiPid: servers.E2E_API_PID,
    apiData: servers.E2E_API_DATA,
  }
}

/** Puts the servers where `runningServers` finds them: the processes of the tests inherit this environment. */
export function announceServers(servers: RunningServers): void {
  process.env['E2E_CONSOLE_ORIGIN'] = servers.console
  process.env['E2E_API_ORIGIN'] = servers.api
  process.env['E2E_API_PID'] = String(servers.apiPid)
  process.env['E2E_API_DATA'] = servers.apiData
}
