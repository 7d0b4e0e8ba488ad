/** Seconds over which the rate is taken: long enough to be calm, short enough to follow a changing line. */
const WINDOW_SECONDS = 8
/** Less than this says nothing about a rate. */
const SHORTEST_SECONDS = 0.5

/**
 * The rate of a transfer over its last seconds. The rate since the start would hide that the line has become
 * slow, and the rate of the last piece would jump.
 */
export class TransferRate {
  #samples: { at: number; bytes: number }[] = []

  /**
   * Notes how much has been sent.
   * @param bytes all bytes so far
   * @param at milliseconds of a clock that only goes forward
   */
  note(bytes: number, at: number): void {
    this.#samples.push({ at, bytes })
    const oldest = at - WINDOW_SECONDS * 1000
    const from = this.#samples.findIndex((sample) => sample.at >= oldest)
    // One sample older than the window stays: the window begins there.
    if (from > 1) this.#samples = this.#samples.slice(from - 1)
  }

  /** Bytes a second; `null` until it can be told. */
  bytesPerSecond(): number | null {
    const first = this.#samples.at(0)
    const last = this.#samples.at(-1)
    if (!first || !last) return null
    const seconds = (last.at - first.at) / 1000
    return seconds < SHORTEST_SECONDS ? null : (last.bytes - first.bytes) / seconds
  }
}
