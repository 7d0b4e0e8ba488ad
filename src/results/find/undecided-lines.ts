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

/** Lines that are handed on together: several pieces can be looked through at the same time. */
const PIECE_BYTES = 256 * 1024

/** A line whose texts are not read yet. */
export interface RawLine extends StoredLine {
  /** Where in it a text that every match has stands first; -1 where that is not known. */
  hit: number
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

  /**
   * Takes a copy of lines whose texts are not read yet.
   * @param bytes of the store from a position on
   * @param start that position
   */
  addRaw(side: Side, lines: readonly RawLine[], bytes: Uint8Array, start: number): void {
    let piece: RawLine[] = []
    let length = 0
    for (const line of lines) {
      piece.push(line)
      length += line.length
      this.#ofLines.push({ side, line, meets: true })
      if (length < PIECE_BYTES) continue
      this.#lines.push(copyOf(side, piece, bytes, start))
      piece = []
      length = 0
    }
    if (piece.length > 0) this.#lines.push(copyOf(side, piece, bytes, start))
  }
}

function copyOf({ kind }: Side, lines: readonly RawLine[], bytes: Uint8Array, start: number): RawLines {
  const copy = new Uint8Array(lines.reduce((sum, { length }) => sum + length, 0))
  const ends = new Uint32Array(lines.length)
  let end = 0
  lines.forEach(({ position, length }, index) => {
    const from = position - start
    copy.set(bytes.subarray(from, from + length), end)
    end += length
    ends[index] = end
  })
  return {
    kind,
    bytes: copy,
    ends,
    hits: Int32Array.from(lines, ({ hit }) => hit),
    ids: lines.map(({ id }) => id ?? null),
  }
}
