import {
  customIdOfLine,
  type LineSummary,
  readLineContent,
  summarizeLine,
} from '../../domain/results/line-content.ts'
import type { LineIndex, LinePosition } from '../../domain/lines/line-index.ts'
import type { LineSearch } from '../../domain/lines/line-search.ts'
import { oneLine } from '../../domain/results/one-line.ts'
import type { ReadableBytes } from './growing-bytes.ts'
import type { LineDetail, LinePlace, ListedLine } from './messages.ts'

/** Bytes read at once: neighbouring lines together, so that a screen of short lines is one look at the disk. */
const READ_BYTES = 4 * 1024 * 1024
/** Of a longer line the list shows the beginning; parsing a screen of them would take seconds. */
const LONGEST_LISTED = 1024 * 1024
const BEGINNING_BYTES = 64 * 1024
/** More than any server takes as one request. */
const LONGEST_READ = 16 * 1024 * 1024
/** Lines kept ready: more than any screen shows. */
const MOST_KEPT = 1000

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Reads lines of a source for people, as far as the index knows them. */
export class LineReader {
  readonly #index: LineIndex
  readonly #bytes: ReadableBytes
  readonly #kept = new Map<number, ListedLine>()

  constructor(index: LineIndex, bytes: ReadableBytes) {
    this.#index = index
    this.#bytes = bytes
  }

  /** @param from first line, from 0 @throws the signal's reason when it aborts */
  async window(from: number, count: number, signal: AbortSignal): Promise<ListedLine[]> {
    const to = Math.min(from + count, this.#index.count)
    for (let at = from; at < to;) {
      signal.throwIfAborted()
      at = this.#kept.has(at) ? at + 1 : await this.#readFrom(at, to)
    }
    const lines = Array.from({ length: Math.max(0, to - from) }, (_, offset) => this.#kept.get(from + offset))
    while (this.#kept.size > MOST_KEPT) {
      const [oldest] = this.#kept.keys()
      if (oldest !== undefined) this.#kept.delete(oldest)
    }
    return lines.filter((line) => line !== undefined)
  }

  /** @returns `null` when there is no such line (yet) */
  async line(index: number): Promise<LineDetail | null> {
    const position = this.#index.at(index)
    if (position === null) return null
    const { number, start, length } = position
    const isReadable = length <= LONGEST_READ
    const text = decoder.decode(
      await this.#bytes.read(start, start + (isReadable ? length : BEGINNING_BYTES)),
    )
    return {
      index,
      line: number,
      bytes: length,
      content: isReadable ? readLineContent(text) : null,
      beginning: isReadable ? '' : text,
    }
  }

  place(line: number): LinePlace {
    const index = this.#index.indexFrom(line)
    const found = this.#index.at(index)
    const previous = this.#index.at(index - 1)?.number ?? null
    if (found === null) return { kind: 'beyond', line, previous, next: null }
    if (found.number !== line) return { kind: 'blank', line, previous, next: found.number }
    return { kind: 'here', line, index, previous, next: this.#index.at(index + 1)?.number ?? null }
  }

  /**
   * Searches a stretch of lines.
   * @param from index of the first line
   * @returns the numbers of the lines that have the words, and the index after the last line searched
   */
  async searchFrom(
    from: number,
    search: LineSearch,
  ): Promise<{ lines: number[]; to: number; bytes: number }> {
    const { text, to, first, end } = await this.#textFrom(from, this.#index.count)
    return { lines: search.linesWith(text).map((line) => first.number + line), to, bytes: end }
  }

  /** As `searchFrom`, for the line that has exactly this `custom_id`. */
  async findFrom(
    from: number,
    customId: string,
    search: LineSearch,
  ): Promise<{ line: number | null; to: number }> {
    const { text, to, first } = await this.#textFrom(from, this.#index.count)
    const hits = search.linesWith(text)
    if (hits.length === 0) return { line: null, to }
    const lines = text.split('\n')
    const found = hits.find((line) => customIdOfLine((lines[line] ?? '').trimEnd()) === customId)
    return { line: found === undefined ? null : first.number + found, to }
  }

  /** @returns the index after the last line read */
  async #readFrom(from: number, before: number): Promise<number> {
    const { text, to, first } = await this.#textFrom(from, before, LONGEST_LISTED)
    const lines = text.split('\n')
    for (let index = from; index < to; index += 1) {
      const position = this.#index.at(index)
      if (position === null) continue
      const isLong = position.length > LONGEST_LISTED
      const line = (lines[position.number - first.number] ?? '').replace(/\r$/, '')
      const summary = isLong ? summarizeBeginning(line) : summarizeLine(line)
      const { number, length } = position
      this.#kept.set(index, { ...summary, index, line: number, bytes: length, isLong })
    }
    return to
  }

  /**
   * The text of neighbouring lines, blank ones between them included, a few megabytes at once and at least one line.
   * @param longest of a longer line the beginning, alone
   */
  async #textFrom(from: number, before: number, longest = LONGEST_READ) {
    const first = this.#index.at(from) ?? { number: 1, start: 0, length: 0 }
    if (first.length > longest) {
      const bytes = await this.#bytes.read(first.start, first.start + BEGINNING_BYTES)
      return { text: decoder.decode(bytes), to: from + 1, first, end: endOf(first) }
    }
    let to = from + 1
    let last = first
    while (to < before) {
      const next = this.#index.at(to)
      if (next === null || next.length > longest || endOf(next) - first.start > READ_BYTES) break
      last = next
      to += 1
    }
    const bytes = await this.#bytes.read(first.start, endOf(last))
    return { text: decoder.decode(bytes), to, first, end: endOf(last) }
  }
}

function endOf({ start, length }: LinePosition): number {
  return start + length
}

/** A long line is no JSON as far as it was read: its names are found as text. */
function summarizeBeginning(beginning: string): LineSummary {
  const named = (name: string) =>
    new RegExp(`"${name}"\\s*:\\s*"([^"\\\\]{1,200})"`).exec(beginning)?.[1] ?? ''
  return {
    kind: 'other',
    customId: named('custom_id'),
    model: named('model'),
    outcome: null,
    text: oneLine(beginning),
  }
}
