import type { ChaosRule } from '../../src/local-api/chaos.ts'
import type { Personality } from './settings.ts'

/** What seeded batches say they ran. */
const SEEDED_MODEL = 'openai/gpt-oss-20b'

/** What a story decides about its server; the endpoints are described in `src/local-api/test-controls.ts`. */
export interface Controls {
  readonly setPersonality: (personality: Personality) => Promise<void>
  /** Rows a second; 0 lets no row start, `null` is the pace of a plain start. */
  readonly setRate: (rowsPerSecond: number | null) => Promise<void>
  /** Moves the clock of the story's workspace and waits until everything that was due has happened. */
  readonly advance: (seconds: number) => Promise<void>
  /**
   * Lets batches that stand still (`setRate(0)`) answer rows for a while and stand still again, with every row that
   * was begun ended. Started from a standstill, how many rows are answered hangs on no waiting of the story.
   */
  readonly work: (rowsPerSecond: number, seconds: number) => Promise<void>
  /** Adds ended batches, "Seeded 1" being the oldest, without running them. */
  readonly seedBatches: (inputFileId: string, count: number, secondsApart: number) => Promise<void>
  /** Disturbs the next matching requests. */
  readonly disturb: (rule: ChaosRule) => Promise<void>
  /** Ends all disturbances. */
  readonly calm: () => Promise<void>
}

/**
 * @param origin of the API, without `/v1`
 * @param key bearer key of the workspace
 */
export function createControls(origin: string, key: string): Controls {
  const control = async (method: 'POST' | 'DELETE', path: string, body?: object): Promise<void> => {
    const response = await fetch(`${origin}/test/${path}`, {
      method,
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`/test/${path} answered ${response.status}: ${await response.text()}`)
  }
  const setRate = (rowsPerSecond: number | null) =>
    control('POST', 'settings', { rows_per_second: rowsPerSecond })
  const advance = (seconds: number) => control('POST', 'clock', { advance_seconds: seconds })
  return {
    setPersonality: (personality) => control('POST', 'settings', { personality }),
    setRate,
    advance,
    work: async (rowsPerSecond, seconds) => {
      await setRate(rowsPerSecond)
      await advance(seconds)
      await setRate(0)
      await advance(60)
    },
    seedBatches: (inputFileId, count, secondsApart) =>
      control('POST', 'batches', {
        input_file_id: inputFileId,
        count,
        seconds_apart: secondsApart,
        model: SEEDED_MODEL,
      }),
    disturb: (rule) => control('POST', 'chaos', rule),
    calm: () => control('DELETE', 'chaos'),
  }
}
