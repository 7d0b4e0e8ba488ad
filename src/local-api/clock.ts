/** The time of a workspace in milliseconds since 1970: real time, plus what a test has added. */
export class Clock {
  readonly #realNow: () => number
  #offset = 0

  constructor(realNow: () => number = Date.now) {
    this.#realNow = realNow
  }

  now(): number {
    return this.#realNow() + this.#offset
  }

  /** Moves the clock forward. @param milliseconds not negative: batches never run backwards */
  advance(milliseconds: number): void {
    if (!(milliseconds >= 0)) throw new RangeError('A clock only moves forward.')
    this.#offset += milliseconds
  }
}

/** Unix seconds of the wire for a time in milliseconds. */
export function toSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000)
}
