/** One line of a JSONL file that holds more than white space. */
export interface FileLine {
  /** Its place among all lines of the file, blank ones included, from 1: what an editor shows. */
  number: number
  /** Its place among the lines that are not blank, from 1: what servers count. */
  ordinal: number
  /** The byte offset of its first byte in the file. */
  start: number
  /** Its bytes without the line end. A view into the chunk that was pushed unless the line spans chunks. */
  bytes: Uint8Array
  /** The line is longer than the splitter keeps: `bytes` is empty. */
  isTooLong: boolean
}

const NEWLINE = 0x0a
const CARRIAGE_RETURN = 0x0d
const SPACE = 0x20
const TAB = 0x09
const NOTHING = new Uint8Array(0)

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === SPACE || byte === TAB || byte === CARRIAGE_RETURN)
}

/** Puts the pieces of a line or value together, without a copy when there is only one. */
export function joinPieces(pieces: readonly Uint8Array[]): Uint8Array {
  const [only] = pieces
  if (only && pieces.length === 1) return only
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** A line is longer than anybody who reads it is ready to keep in memory. */
export class LineTooLong extends Error {
  /** As `FileLine.ordinal`. */
  readonly ordinal: number

  constructor(ordinal: number) {
    super('A line is too long.')
    this.name = 'LineTooLong'
    this.ordinal = ordinal
  }
}

/**
 * Cuts a stream of bytes into the lines of a JSONL file. Only 0x0A ends a line (U+2028 and U+2029 do
 * not), one 0x0D before it is dropped, the last line needs no end, and blank lines are skipped but keep
 * their number. A line that spans chunks is kept as pieces and joined once, so a 10 MB line that arrives
 * in small chunks is copied once and not once per chunk.
 */
export class LineSplitter {
  readonly #longestLine: number
  #pieces: Uint8Array[] = []
  #kept = 0
  #isTooLong = false
  #lineStart = 0
  #position = 0
  #number = 0
  #ordinal = 0

  /** @param longestLine bytes of a line that are kept at most; of a longer line only its place is told */
  constructor(longestLine = Number.POSITIVE_INFINITY) {
    this.#longestLine = longestLine
  }

  /** All lines seen so far. */
  get number(): number {
    return this.#number
  }

  /** Lines seen so far that are not blank. */
  get ordinal(): number {
    return this.#ordinal
  }

  /** The line that has begun is longer than is kept. */
  get isInTooLongLine(): boolean {
    return this.#isTooLong
  }

  /** The lines that end inside this chunk. Consume them all before pushing the next chunk. */
  *push(chunk: Uint8Array): Generator<FileLine, void, undefined> {
    let from = 0
    for (;;) {
      const end = chunk.indexOf(NEWLINE, from)
      if (end === -1) break
      this.#keep(chunk.subarray(from, end))
      yield* this.#take(this.#position + end + 1)
      from = end + 1
    }
    if (from < chunk.length) this.#keep(chunk.subarray(from))
    this.#position += chunk.length
  }

  /** The last line when the file does not end with a line end. */
  *end(): Generator<FileLine, void, undefined> {
    if (this.#kept > 0) yield* this.#take(this.#position)
  }

  #keep(piece: Uint8Array): void {
    this.#kept += piece.length
    if (this.#kept > this.#longestLine) {
      this.#isTooLong = true
      this.#pieces = []
    } else {
      this.#pieces.push(piece)
    }
  }

  *#take(nextStart: number): Generator<FileLine, void, undefined> {
    const whole = this.#isTooLong ? NOTHING : joinPieces(this.#pieces)
    const isTooLong = this.#isTooLong
    const start = this.#lineStart
    this.#pieces = []
    this.#kept = 0
    this.#isTooLong = false
    this.#lineStart = nextStart
    this.#number += 1
    const bytes = whole.at(-1) === CARRIAGE_RETURN ? whole.subarray(0, -1) : whole
    if (!isTooLong && isBlank(bytes)) return
    this.#ordinal += 1
    yield { number: this.#number, ordinal: this.#ordinal, start, bytes, isTooLong }
  }
}

/**
 * All lines of a byte stream, read only as far as they are asked for; leaving early cancels the stream.
 * @param longestLine bytes
 * @throws LineTooLong at the first byte too many
 */
export async function* linesOf(
  stream: ReadableStream<Uint8Array>,
  longestLine?: number,
): AsyncGenerator<FileLine, void, undefined> {
  const splitter = new LineSplitter(longestLine)
  for await (const chunk of stream) {
    for (const line of splitter.push(chunk)) {
      if (line.isTooLong) throw new LineTooLong(line.ordinal)
      yield line
    }
    if (splitter.isInTooLongLine) throw new LineTooLong(splitter.ordinal + 1)
  }
  yield* splitter.end()
}
