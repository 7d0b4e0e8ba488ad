import type { ByteStore } from '../ports.ts'
import type { ListedRow, RowTable } from '../row-table.ts'
import type { RowStore } from '../store/row-store.ts'
import { type ContentQuery, type LineFacts, readLineOfResult, readRequestLine } from './line-reader.ts'
import { lineSpans, type StoredLine } from './line-spans.ts'
import type { FindPorts } from './ports.ts'
import type { SortKey } from './row-order.ts'
import { isInMessage } from './shown-string.ts'
import { type TextPattern, textPattern } from './text-pattern.ts'
import { type Verdict, Verdicts } from './verdicts.ts'

/** Longest work without a break, in which no message would be heard. */
const SLICE_MS = 10
/** Bytes of lines read between two looks at the clock. */
const CHUNK_BYTES = 512 * 1024
/** Characters handed to a person's expression at once. */
const MOST_CHARACTERS = 1_000_000

/** One of the two kinds of lines, and what is known of each. */
interface Side {
  store: ByteStore
  verdicts: Verdicts
  read: (bytes: Uint8Array) => LineFacts
  /** Whether a line without the trace of the text needs no reading. */
  needsTrace: (number: number) => boolean
}

/** A line whose texts a person's expression has still to decide. */
interface Undecided {
  side: Side
  line: StoredLine
  facts: LineFacts
}

/**
 * Finds out which rows have what a query asks of their contents, reading each text once. What is known of a text stays
 * known when rows move or others arrive.
 */
export class ContentScan {
  readonly #table: RowTable
  readonly #query: ContentQuery
  readonly #ports: FindPorts
  readonly #pattern: TextPattern | null
  readonly #requests: Side
  readonly #results: Side
  readonly #keys: SortKey[] = []
  #isTooSlow = false
  #hits = 0

  constructor(table: RowTable, store: RowStore, query: ContentQuery, ports: FindPorts) {
    this.#table = table
    this.#query = query
    this.#ports = ports
    this.#pattern = query.text === '' ? null : textPattern(query)
    const needsFacts = query.field !== null || query.cause !== null || query.sortField !== null
    this.#requests = {
      store: store.requests,
      verdicts: new Verdicts(),
      read: readRequestLine,
      needsTrace: () => true,
    }
    this.#results = {
      store: store.results,
      verdicts: new Verdicts(),
      read: (bytes) => readLineOfResult(bytes, query),
      // The words for a failure may stand nowhere in its line.
      needsTrace: (record) => !needsFacts && !this.#hasFailed(record),
    }
  }

  /** A person's expression was given up, because it took too long. */
  get isTooSlow(): boolean {
    return this.#isTooSlow
  }

  /** Texts found so far that have what is asked. */
  get hits(): number {
    return this.#hits
  }

  /** Whether a row is found, `null` while that is not known. */
  has(row: number, at: ListedRow): boolean | null {
    const { field, cause, sortField } = this.#query
    const isRead = at.record === null || this.#isKnown(this.#results, at.record)
    if (field !== null || cause !== null) {
      if (at.record === null || (cause !== null && !this.#hasFailed(at.record))) return false
      if (!isRead) return null
      if (!this.#results.verdicts.meets(at.record)) return false
    }
    if (sortField !== null && !isRead) return null
    return this.#pattern === null ? true : this.#hasText(row, at, this.#pattern)
  }

  /** What a record is sorted by. */
  keyOf(record: number): SortKey {
    return this.#keys[record] ?? null
  }

  /**
   * Reads some of a list of rows, for no longer than a few milliseconds.
   * @param rows whose verdict is not known
   * @returns how far in the list it came
   */
  async work(rows: Uint32Array, from: number): Promise<number> {
    const until = this.#ports.now() + SLICE_MS
    const undecided: Undecided[] = []
    let characters = 0
    const leave = (one: Undecided) => {
      undecided.push(one)
      for (const text of one.facts.texts) characters += text.length
    }
    const isEnough = () => characters >= MOST_CHARACTERS || this.#ports.now() >= until
    let at = this.#readChunk(rows, from, leave)
    while (at < rows.length && !isEnough()) at = this.#readChunk(rows, at, leave)
    if (undecided.length > 0) await this.#decide(undecided)
    return at
  }

  #readChunk(rows: Uint32Array, from: number, leave: (one: Undecided) => void): number {
    const requests: StoredLine[] = []
    const results: StoredLine[] = []
    let bytes = 0
    let at = from
    while (at < rows.length && bytes < CHUNK_BYTES) {
      const row = rows[at] ?? 0
      const { input, record } = this.#table.at(row)
      const id = this.#searchesIds() ? { id: this.#table.customIdAt(row) } : {}
      at += 1
      if (input !== null && this.#needs(this.#requests, input)) {
        requests.push({ number: input, ...id, ...this.#table.input.lies(input) })
        bytes += requests.at(-1)?.length ?? 0
      }
      if (record !== null && this.#needs(this.#results, record)) {
        results.push({ number: record, ...(input === null ? id : {}), ...this.#table.results.lies(record) })
        bytes += results.at(-1)?.length ?? 0
      }
    }
    this.#readLines(this.#requests, requests, leave)
    this.#readLines(this.#results, results, leave)
    return at
  }

  #readLines(side: Side, lines: readonly StoredLine[], leave: (one: Undecided) => void): void {
    if (!this.#looksInto(side)) {
      // Only the ids are searched.
      for (const line of lines) this.#take(side, line, { texts: [], meets: true, key: null }, leave)
      return
    }
    for (const { lines: together, bytes } of lineSpans(side.store, lines)) {
      if (bytes !== null) this.#readSpan(side, together, bytes, leave)
      else for (const line of together) this.#take(side, line, { texts: [], meets: false, key: null }, leave)
    }
  }

  #readSpan(
    side: Side,
    lines: readonly StoredLine[],
    bytes: Uint8Array,
    leave: (one: Undecided) => void,
  ): void {
    const start = lines[0]?.position ?? 0
    const hits = this.#hitsIn(lines, bytes)
    lines.forEach((line, index) => {
      const from = line.position - start
      const hit = hits === null || !side.needsTrace(line.number) ? null : (hits[index] ?? -1)
      const isThere = hit !== null && hit >= 0 && this.#pattern?.trace?.isWhole === true
      if (hit === -1) this.#settle(side, line, { hasText: false, meets: true })
      else if (isThere && isInMessage(bytes, from, hit)) {
        this.#settle(side, line, { hasText: true, meets: true })
      } else this.#take(side, line, side.read(bytes.subarray(from, from + line.length)), leave)
    })
  }

  /**
   * Where in each line the trace of the text stands first.
   * @returns -1 where it does not, -2 where only its escaped form does; `null` when every line must be read
   */
  #hitsIn(lines: readonly StoredLine[], bytes: Uint8Array): Int32Array | null {
    const trace = this.#pattern?.trace ?? null
    if (trace === null) return null
    const start = lines[0]?.position ?? 0
    const hits = new Int32Array(lines.length).fill(-1)
    trace.searches.forEach((search, form) => {
      let index = 0
      let hit = search.next(bytes, 0, bytes.length)
      while (hit !== -1) {
        while (index < lines.length && endIn(lines[index], start) <= hit) index += 1
        const line = lines[index]
        if (line === undefined) return
        const from = line.position - start
        if (hit >= from && hits[index] === -1) hits[index] = form === 0 ? hit : -2
        hit = search.next(bytes, hit < from ? from : from + line.length, bytes.length)
      }
    })
    return hits
  }

  #take(side: Side, line: StoredLine, facts: LineFacts, leave: (one: Undecided) => void): void {
    const isResult = side === this.#results
    if (isResult && this.#query.sortField !== null) this.#keys[line.number] = facts.key
    const texts = this.#searchesIn(side) ? [...facts.texts] : []
    if (line.id !== undefined) texts.push(line.id)
    if (this.#pattern === null || texts.length === 0) {
      this.#settle(side, line, { hasText: false, meets: facts.meets })
    } else if (this.#pattern.isOwn) {
      leave({ side, line, facts: { ...facts, texts } })
    } else {
      const { expression } = this.#pattern
      const hasText = texts.some((text) => expression.test(text))
      this.#settle(side, line, { hasText, meets: facts.meets })
    }
  }

  #settle(side: Side, { number, position }: StoredLine, verdict: Verdict): void {
    side.verdicts.set(number, position, verdict)
    if (verdict.meets && (verdict.hasText || this.#pattern === null)) this.#hits += 1
  }

  async #decide(undecided: readonly Undecided[]): Promise<void> {
    const { expression } = this.#pattern ?? {}
    if (expression === undefined) return
    const hits = await this.#ports.matchTexts(
      expression,
      undecided.map(({ facts }) => facts.texts),
    )
    if (hits === null) {
      this.#isTooSlow = true
      return
    }
    undecided.forEach(({ side, line, facts: { meets } }, index) => {
      this.#settle(side, line, { hasText: hits[index] === true, meets })
    })
  }

  /** A person's own expression is never run here: ids, too, are left to whoever can be stopped. */
  #searchesIds(): boolean {
    return this.#pattern?.isOwn === true && (this.#query.scope === 'all' || this.#query.scope === 'id')
  }

  #hasText(row: number, { input, record }: ListedRow, { expression, isOwn }: TextPattern): boolean | null {
    const { scope } = this.#query
    const hasIds = !isOwn && (scope === 'all' || scope === 'id')
    if (hasIds && expression.test(this.#table.customIdAt(row))) return true
    let isKnown = true
    for (const [side, number] of [[this.#requests, input] as const, [this.#results, record] as const]) {
      if (number === null || !(this.#searchesIn(side) || this.#searchesIds())) continue
      if (!this.#isKnown(side, number)) isKnown = false
      else if (side.verdicts.hasText(number)) return true
    }
    return isKnown ? false : null
  }

  #searchesIn(side: Side): boolean {
    const { scope } = this.#query
    return (
      this.#pattern !== null &&
      (scope === 'all' || scope === (side === this.#requests ? 'request' : 'answer'))
    )
  }

  /** Whether the lines of a side are read at all. */
  #looksInto(side: Side): boolean {
    const { field, cause, sortField } = this.#query
    const hasFilters = field !== null || cause !== null || sortField !== null
    return this.#searchesIn(side) || (side === this.#results && hasFilters)
  }

  #needs(side: Side, number: number): boolean {
    return (this.#searchesIds() || this.#looksInto(side)) && !this.#isKnown(side, number)
  }

  #isKnown(side: Side, number: number): boolean {
    const { input, results } = this.#table
    const position = side === this.#requests ? input.position(number) : results.position(number)
    return side.verdicts.isKnown(number, position)
  }

  #hasFailed(record: number): boolean {
    const outcome = this.#table.results.outcome(record)
    return outcome === 'failed' || outcome === 'cancelled'
  }
}

function endIn(line: StoredLine | undefined, start: number): number {
  return line === undefined ? 0 : line.position + line.length - start
}
