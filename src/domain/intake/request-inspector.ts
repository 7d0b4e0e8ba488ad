import { SizeTally } from '../estimate/size-tally.ts'
import { IdIndex } from './id-index.ts'
import { checkLine } from './line-rules.ts'
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

/** Applies all rules to parsed requests, one after the other, and keeps what concerns the file as a whole. */
export class RequestInspector {
  readonly #log: ProblemLog
  readonly #ids: IdIndex
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

  /** @param mostIds ids that are compared with each other */
  constructor(log: ProblemLog, mostIds: number) {
    this.#log = log
    this.#ids = new IdIndex(mostIds)
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
    if (this.#ids.hasForgotten) this.#log.add('ids_not_compared', null)
  }

  #inspect(value: unknown, bytes: number): void {
    const line = checkLine(value, bytes, this.#find)
    if (!line) return
    if (line.isFramed) this.framed += 1
    this.#takeId(line.customId)
    if (line.body && line.meant) this.sizes.add(line.meant, line.body)
    if (line.model !== null) this.#models.add(line.model, this.#place, this.#isFaultless)
    if (line.endpoint) this.#endpoints.add(line.endpoint, this.#place, this.#isFaultless)
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

function endpointSample(url: string, place: Place, main: string): ProblemSample {
  return {
    ...place,
    column: null,
    excerpt: { before: 'url: ', marked: `"${url}"`, after: '' },
    hint: `most call "${main}"`,
    otherLine: null,
  }
}
