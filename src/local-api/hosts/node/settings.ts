import { resolve } from 'node:path'

/** How the server runs, from the environment. */
export interface ServerSettings {
  port: number
  host: string
  dataDirectory: string
  /** Whether files and batches are kept in `dataDirectory`; otherwise they are gone when the server stops. */
  durable: boolean
  apiKey: string | null
  /** Rows a second over all running batches; `null` for a pace that can be watched. */
  ratePerSecond: number | null
  origins: readonly string[]
  testControls: boolean
}

/** A setting that makes no sense; its message is for the person who typed it. */
export class SettingsError extends Error {}

function readNumber(name: string, text: string | undefined, least: number, most: number): number | null {
  if (text === undefined || text === '') return null
  const value = Number(text)
  if (!(value >= least && value <= most)) {
    throw new SettingsError(`${name} must be a number between ${least} and ${most}, not "${text}".`)
  }
  return value
}

function readOrigins(text: string | undefined): string[] {
  const origins = (text ?? '').split(/[\s,]+/).filter((origin) => origin !== '')
  for (const origin of origins) {
    if (URL.parse(origin)?.origin !== origin) {
      throw new SettingsError(
        `ALLOW_ORIGINS must list origins such as https://console.example, not "${origin}".`,
      )
    }
  }
  return origins
}

/**
 * Reads PORT, HOST, DATA_DIR, STORE, API_KEY, SIM_RATE, ALLOW_ORIGINS and TEST_CONTROLS.
 * @throws SettingsError
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): ServerSettings {
  return {
    port: readNumber('PORT', environment['PORT'], 0, 65_535) ?? 4173,
    host: environment['HOST'] || '127.0.0.1',
    dataDirectory: resolve(environment['DATA_DIR'] || '.data'),
    durable: environment['STORE'] !== 'memory',
    apiKey: environment['API_KEY'] || null,
    ratePerSecond: readNumber('SIM_RATE', environment['SIM_RATE'], 0, 1_000_000),
    origins: readOrigins(environment['ALLOW_ORIGINS']),
    testControls: environment['TEST_CONTROLS'] === '1',
  }
}
