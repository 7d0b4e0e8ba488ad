import type { ByteStore } from '../ports.ts'
import type { LineKind } from './line-reader.ts'
import type { StoredLine } from './line-spans.ts'
import type { MatchTask, RawLines } from './match-task.ts'
import type { Verdicts } from './verdicts.ts'

/** One of the two kinds of lines, and what is known of each. */
export interface Side {
  store: ByteStore
  verdicts: Verdicts
  kind: LineKind
  /** Whether nothing but the texts of a line is asked for, and they stand in it as they are shown. */
  isPlain: (number: number) => boolean
}

/** A line whose texts a person's expression has still to decide. */
interface Undecided {
  side: Side
  line: StoredLine
  meets: boolean
}

/** What of some lines a person's expression has still to decide. */
export class UndecidedLines {
  readonly #texts: (readonly string[])[] = []
  readonly #lines: RawLines[] = []
  readonly #ofTexts: Undecided[] = []
  readonly #ofLines: Undecided[] = []

  /** What is to be found out about them. */
  get task(): MatchTask {
    return { texts: this.#texts, lines: this.#lines }
  }

  /** In the order in which they are told of. */
  get all(): readonly Undecided[] {
    return [...this.#ofTexts, ...this.#ofLines]
  }

  addTexts(one: Undecided, texts: readonly string[]): void {
    this.#ofTexts.push(one)
    this.#texts.push(texts)
  }

  /** Takes a copy of lines whose texts are not read yet. @param bytes from a place of the store on */
  addRaw(side: Side, lines: readonly StoredLine[], bytes: Uint8Array, start: number): void {
    if (lines.length === 0) return
    const copy = new Uint8Array(lines.reduce((sum, { length }) => sum + length, 0))
    const ends = new Uint32Array(lines.length)
    let at = 0
    lines.forEach((line, index) => {
      const from = line.position - start
      copy.set(bytes.subarray(from, from + line.length), at)
      at += line.length
      ends[index] = at
      this.#ofLines.push({ side, line, meets: true })
    })
    this.#lines.push({ kind: side.kind, bytes: copy, ends, ids: lines.map(({ id }) => id ?? null) })
  }
}
