const NEWLINE = 0x0a
const CARRIAGE_RETURN = 0x0d
const SPACE = 0x20
const TAB = 0x09

/** Where the requests of a file begin. */
export interface RequestOffsets {
  /** The first byte of every line that is not blank, in order. */
  starts: Float64Array
  /** Size of the file. */
  bytes: number
}

/** Finds where requests begin in bytes that arrive in pieces, however they are cut. Nothing is decoded or kept. */
export class RequestScan {
  #starts = new Float64Array(4096)
  #requests = 0
  #position = 0
  #lineStart = 0
  #isBlankSoFar = true

  /** Takes the next bytes of the file. */
  push(chunk: Uint8Array): void {
    let from = 0
    for (;;) {
      const end = chunk.indexOf(NEWLINE, from)
      if (this.#isBlankSoFar && !isBlank(chunk, from, end === -1 ? chunk.length : end)) {
        this.#isBlankSoFar = false
        this.#note(this.#lineStart)
      }
      if (end === -1) break
      from = end + 1
      this.#lineStart = this.#position + from
      this.#isBlankSoFar = true
    }
    this.#position += chunk.length
  }

  /** What was found. */
  finish(): RequestOffsets {
    return { starts: this.#starts.slice(0, this.#requests), bytes: this.#position }
  }

  #note(start: number): void {
    if (this.#requests === this.#starts.length) {
      const grown = new Float64Array(this.#starts.length * 2)
      grown.set(this.#starts)
      this.#starts = grown
    }
    this.#starts[this.#requests] = start
    this.#requests += 1
  }
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at]
    if (byte !== SPACE && byte !== TAB && byte !== CARRIAGE_RETURN) return false
  }
  return true
}
