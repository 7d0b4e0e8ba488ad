import type { Clock } from './ports.ts'

/** Longest time without a byte before an answer counts as cut: a dead connection may never say so itself. */
const LONGEST_SILENCE_MS = 60_000

/** Gives an answer up when nothing has been heard of it for too long. */
export class SilenceWatch {
  /** Aborts on silence, and when whoever asked does. */
  readonly signal: AbortSignal
  readonly #clock: Clock
  readonly #silent = new AbortController()
  readonly #over = new AbortController()
  #heardAt: number

  constructor(clock: Clock, asked: AbortSignal) {
    this.#clock = clock
    this.#heardAt = clock.now()
    this.signal = AbortSignal.any([asked, this.#silent.signal])
    void this.#watch()
  }

  /** Something has arrived: the minute begins anew. */
  heard(): void {
    this.#heardAt = this.#clock.now()
  }

  /** Ends the watch. */
  end(): void {
    this.#over.abort()
  }

  /** One timer a minute, not one for every chunk. */
  async #watch(): Promise<void> {
    while (!this.#over.signal.aborted) {
      const rest = this.#heardAt + LONGEST_SILENCE_MS - this.#clock.now()
      if (rest <= 0) {
        this.#silent.abort()
        return
      }
      await this.#clock.wait(rest, this.#over.signal)
    }
  }
}
