import { BATCH_ENDPOINTS, type BatchEndpoint } from '../../contract/request-line.ts'
import { SizeTally } from '../estimate/size-tally.ts'
import { isObject } from '../jsonl/request-rules.ts'
import { checkBody } from './body-rules.ts'
import { foreignLineOf } from './file-nature.ts'
import { checkFrame } from './frame-rules.ts'
import { IdIndex } from './id-index.ts'
import { NameTally } from './name-tally.ts'
import {
  type Evidence,
  type Find,
  type Place,
  type ProblemLog,
  type ProblemSample,
  MOST_SAMPLES,
} from './problem-log.ts'
import { type ProblemKind, SEVERITY_OF } from './problem-kinds.ts'

/** Ids that are compared with each other: 32 MB of memory at most. */
const MOST_IDS = 1_000_000

/** Applies all rules to parsed requests, one after the other, and keeps what concerns the file as a whole. */
export class RequestInspector {
  readonly #log: ProblemLog
  readonly #ids = new IdIndex(MOST_IDS)
  readonly #endpoints = new NameTally()
  readonly #models = new NameTally()
  #place: Place = { line: 0, ordinal: 0 }
  #isFaultless = true
  /** What the estimate of the cost needs. */
  readonly sizes = new SizeTally()
  /** Requests without an error or a warning of their own. */
  faultless = 0
  /** Lines that have a request's field around it. */
  framed = 0

  constructor(log: ProblemLog) {
    this.#log = log
  }

  /** @param value the parsed line @param bytes length of the line @param isFaultless nothing is wrong with its text */
  inspect(value: unknown, bytes: number, place: Place, isFaultless: boolean): void {
    this.#place = place
    this.#isFaultless = isFaultless
    this.#inspect(value, bytes)
    if (this.#isFaultless) this.faultless += 1
  }

  endpoints(): NameTally {
    return this.#endpoints
  }

  models(): NameTally {
    return this.#models
  }

  /** Adds the problems that show only when all requests have been seen. */
  finish(): void {
    const [main, ...others] = this.#endpoints.sorted()
    if (main && others.length > 0) {
      const samples = others.flatMap(({ name, places }) =>
        places.map((place) => endpointSample(name, place, main.name)),
      )
      const count = others.reduce((sum, other) => sum + other.count, 0)
      this.faultless -= others.reduce((sum, other) => sum + other.faultless, 0)
      samples.sort((one, other) => (one.line ?? 0) - (other.line ?? 0))
      this.#log.addGroup('mixed_endpoints', { count, lines: count, samples: samples.slice(0, MOST_SAMPLES) })
    }
    if (this.#ids.isFull) this.#log.add('ids_not_compared', null)
  }

  #inspect(line: unknown, bytes: number): void {
    if (!isObject(line)) return this.#find('not_an_object', { path: 'line', value: line })
    const foreign = foreignLineOf(line)
    if (foreign) return this.#find(foreign, { path: 'custom_id', value: line['custom_id'] })
    if ('custom_id' in line || 'url' in line || 'body' in line) this.framed += 1
    checkFrame(line, bytes, this.#find)
    this.#takeId(line['custom_id'])
    const { body } = line
    const endpoint = knownEndpoint(line['url'])
    if (isObject(body)) {
      const meant = endpoint ?? ('messages' in body ? '/v1/chat/completions' : null)
      if (meant) checkBody(meant, body, this.#find)
      if (meant) this.sizes.add(meant, body)
      const { model } = body
      if (typeof model === 'string' && model !== '') this.#models.add(model, this.#place, this.#isFaultless)
    }
    if (endpoint) this.#endpoints.add(endpoint, this.#place, this.#isFaultless)
  }

  #takeId(id: unknown): void {
    if (typeof id !== 'string' || id === '') return
    const first = this.#ids.add(id, this.#place)
    if (first) this.#find('duplicate_custom_id', { path: 'custom_id', value: id, otherLine: first.line })
  }

  readonly #find: Find = (kind: ProblemKind, evidence?: Evidence) => {
    if (SEVERITY_OF[kind] !== 'note') this.#isFaultless = false
    this.#log.add(kind, this.#place, evidence)
  }
}

/** The endpoint that a url names. */
export function knownEndpoint(url: unknown): BatchEndpoint | null {
  return BATCH_ENDPOINTS.find((endpoint) => endpoint === url) ?? null
}

function endpointSample(url: string, place: Place, main: string): ProblemSample {
  return {
    ...place,
    column: null,
    excerpt: { before: 'url: ', marked: `"${url}"`, after: '' },
    hint: `most call "${main}"`,
    otherLine: null,
  }
}
