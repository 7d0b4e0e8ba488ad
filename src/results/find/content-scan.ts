import type { ListedRow, RowTable } from '../row-table.ts'
import type { RowStore } from '../store/row-store.ts'
import { type ContentQuery, type LineFacts, readLineOfResult, someText } from './line-reader.ts'
import { lineSpans, type StoredLine } from './line-spans.ts'
import type { FindPorts } from './ports.ts'
import type { SortKey } from './row-order.ts'
import { isInMessage } from './shown-string.ts'
import { type TextPattern, textPattern } from './text-pattern.ts'
import { firstHits } from './trace-hits.ts'
import { type RawLine, type Side, UndecidedLines } from './undecided-lines.ts'
import { type Verdict, Verdicts } from './verdicts.ts'

/** Longest work without a break, in which no message would be heard. */
const SLICE_MS = 10
/** The same for a person's expression: messages are heard each time that it has run on some lines. */
const OWN_SLICE_MS = 100
/** Bytes of lines read between two looks at the clock. */
const CHUNK_BYTES = 512 * 1024
/**
 * Each time that a person's expression is run takes a while by itself: the first lines are told of soon, the others in
 * larger lots.
 */
const FIRST_LOT_BYTES = 512 * 1024
const LARGEST_LOT_BYTES = 4 * 1024 * 1024
const NO_PATTERN = { traces: [], isOwn: false } as const

/** A line of which nothing but its texts is asked. */
const NO_FACTS = { texts: [], meets: true, key: null } as const

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
  #lotBytes = FIRST_LOT_BYTES
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
      kind: 'requests',
      verdicts: new Verdicts(),
      isPlain: () => true,
    }
    this.#results = {
      store: store.results,
      kind: 'results',
      verdicts: new Verdicts(),
      // The words for a failure may stand nowhere in its line.
      isPlain: (record) => !needsFacts && !this.#hasFailed(record),
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
    const until = this.#ports.now() + (this.#pattern?.isOwn === true ? OWN_SLICE_MS : SLICE_MS)
    const hitsBefore = this.#hits
    // What is found first is told of at once.
    const isFirstFind = () => hitsBefore === 0 && this.#hits > 0
    let at = from
    let [older, newer] = [Promise.resolve(), Promise.resolve()]
    do {
      const isFirst = this.#lotBytes === FIRST_LOT_BYTES
      const undecided = new UndecidedLines()
      at = this.#readLot(rows, at, undecided)
      // Whoever runs the expression has the lines before these meanwhile, and the next ones at once.
      await older
      older = newer
      if (!this.#isTooSlow) newer = this.#decide(undecided)
      // How slow an expression is, the first lines tell.
      if (isFirst) await newer
    } while (at < rows.length && !this.#isTooSlow && this.#ports.now() < until && !isFirstFind())
    await Promise.all([older, newer])
    return at
  }

  #readLot(rows: Uint32Array, from: number, undecided: UndecidedLines): number {
    const requests: StoredLine[] = []
    const results: StoredLine[] = []
    const most = this.#pattern?.isOwn === true ? this.#nextLot() : CHUNK_BYTES
    // Where only ids are searched, no line is read.
    const [readsRequests, readsResults] = [this.#looksInto(this.#requests), this.#looksInto(this.#results)]
    let bytes = 0
    let at = from
    while (at < rows.length && bytes < most) {
      const row = rows[at] ?? 0
      const { input, record } = this.#table.at(row)
      const id = this.#searchesIds() ? { id: this.#table.customIdAt(row) } : {}
      at += 1
      bytes += id.id?.length ?? 0
      if (input !== null && this.#needs(this.#requests, input)) {
        requests.push({ number: input, ...id, ...this.#table.input.lies(input) })
        if (readsRequests) bytes += requests.at(-1)?.length ?? 0
      }
      if (record !== null && this.#needs(this.#results, record)) {
        results.push({ number: record, ...(input === null ? id : {}), ...this.#table.results.lies(record) })
        if (readsResults) bytes += results.at(-1)?.length ?? 0
      }
    }
    this.#readLines(this.#requests, requests, undecided)
    this.#readLines(this.#results, results, undecided)
    return at
  }

  #nextLot(): number {
    const bytes = this.#lotBytes
    this.#lotBytes = Math.min(2 * bytes, LARGEST_LOT_BYTES)
    return bytes
  }

  #readLines(side: Side, lines: readonly StoredLine[], undecided: UndecidedLines): void {
    if (!this.#looksInto(side)) {
      // Only the ids are searched.
      for (const line of lines) this.#take(side, line, NO_FACTS, undecided)
      return
    }
    for (const { lines: together, bytes } of lineSpans(side.store, lines)) {
      if (bytes !== null) this.#readSpan(side, together, bytes, undecided)
      else for (const line of together) this.#take(side, line, { ...NO_FACTS, meets: false }, undecided)
    }
  }

  #readSpan(side: Side, lines: readonly StoredLine[], bytes: Uint8Array, undecided: UndecidedLines): void {
    const start = lines[0]?.position ?? 0
    const { traces, isOwn } = this.#pattern ?? NO_PATTERN
    const hits = traces.length === 0 ? null : firstHits(traces, lines, bytes)
    const isWhole = traces[0]?.isWhole === true
    const raw: RawLine[] = []
    lines.forEach((line, index) => {
      const from = line.position - start
      const own = bytes.subarray(from, from + line.length)
      const hit = hits?.[index] ?? -2
      if (!side.isPlain(line.number)) {
        this.#take(side, line, readLineOfResult(own, this.#query), undecided)
      } else if (hit === -1) {
        this.#settle(side, line, { hasText: false, meets: true })
      } else if (isOwn) {
        raw.push({ ...line, hit: hit < 0 ? -1 : hit - from })
      } else {
        const hasText = (hit >= 0 && isWhole && isInMessage(bytes, from, hit)) || this.#hasAnyText(side, own)
        this.#settle(side, line, { hasText, meets: true })
      }
    })
    undecided.addRaw(side, raw, bytes, start)
  }

  #take(side: Side, line: StoredLine, facts: LineFacts, undecided: UndecidedLines): void {
    const isResult = side === this.#results
    if (isResult && this.#query.sortField !== null) this.#keys[line.number] = facts.key
    const texts = this.#searchesIn(side) ? [...facts.texts] : []
    if (line.id !== undefined) texts.push(line.id)
    if (this.#pattern === null || texts.length === 0) {
      this.#settle(side, line, { hasText: false, meets: facts.meets })
    } else if (this.#pattern.isOwn) {
      undecided.addTexts({ side, line, meets: facts.meets }, texts)
    } else {
      const { expression } = this.#pattern
      const hasText = texts.some((text) => expression.test(text))
      this.#settle(side, line, { hasText, meets: facts.meets })
    }
  }

  #hasAnyText({ kind }: Side, bytes: Uint8Array): boolean {
    const { expression } = this.#pattern ?? {}
    return expression !== undefined && someText(kind, bytes, (text) => expression.test(text))
  }

  #settle(side: Side, { number, position }: StoredLine, verdict: Verdict): void {
    side.verdicts.set(number, position, verdict)
    if (verdict.meets && (verdict.hasText || this.#pattern === null)) this.#hits += 1
  }

  async #decide(undecided: UndecidedLines): Promise<void> {
    const { expression } = this.#pattern ?? {}
    const { all, task } = undecided
    if (expression === undefined || all.length === 0) return
    const hits = await this.#ports.match(expression, task)
    if (hits === null) this.#isTooSlow = true
    all.forEach(({ side, line, meets }, index) => {
      if (hits !== null) this.#settle(side, line, { hasText: hits[index] === true, meets })
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
