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
}

const NEWLINE = 0x0a
const CARRIAGE_RETURN = 0x0d
const SPACE = 0x20
const TAB = 0x09

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === SPACE || byte === TAB || byte === CARRIAGE_RETURN)
}

function join(pieces: readonly Uint8Array[]): Uint8Array {
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
  #pieces: Uint8Array[] = []
  #lineStart = 0
  #position = 0
  #number = 0
  #ordinal = 0
  #lineBytes = 0
  readonly #longestLine: number

  /** @param longestLine bytes of a line beyond which `push` throws `LineTooLong` instead of keeping them */
  constructor(longestLine: number = Number.POSITIVE_INFINITY) {
    this.#longestLine = longestLine
  }

  /** Lines seen so far that are not blank. */
  get ordinal(): number {
    return this.#ordinal
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
    if (this.#pieces.length > 0) yield* this.#take(this.#position)
  }

  #keep(piece: Uint8Array): void {
    this.#lineBytes += piece.length
    if (this.#lineBytes > this.#longestLine) throw new LineTooLong(this.#ordinal + 1)
    this.#pieces.push(piece)
  }

  *#take(nextStart: number): Generator<FileLine, void, undefined> {
    const whole = join(this.#pieces)
    const start = this.#lineStart
    this.#pieces = []
    this.#lineBytes = 0
    this.#lineStart = nextStart
    this.#number += 1
    const bytes = whole.at(-1) === CARRIAGE_RETURN ? whole.subarray(0, -1) : whole
    if (isBlank(bytes)) return
    this.#ordinal += 1
    yield { number: this.#number, ordinal: this.#ordinal, start, bytes }
  }
}

/**
 * All lines of a byte stream, read only as far as they are asked for; leaving early cancels the stream.
 * @param longestLine bytes @throws LineTooLong
 */
export async function* linesOf(
  stream: ReadableStream<Uint8Array>,
  longestLine?: number,
): AsyncGenerator<FileLine, void, undefined> {
  const splitter = new LineSplitter(longestLine)
  for await (const chunk of stream) yield* splitter.push(chunk)
  yield* splitter.end()
}
