import type { Clock } from './ports.ts'

/** Lets a loop sleep until a moment or until it is woken, whichever is first. */
export class Alarm {
  readonly #clock: Clock
  #woken = false
  #wake: () => void = () => {}

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Ends the sleep under way, or the next one before it begins. */
  wake(): void {
    this.#woken = true
    this.#wake()
  }

  /** @param until Unix milliseconds, or `null` to sleep until woken */
  async sleep(until: number | null): Promise<void> {
    if (!this.#woken) {
      const timer = new AbortController()
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve
      })
      const sleeps = [woken]
      if (until !== null) sleeps.push(this.#clock.wait(Math.max(0, until - this.#clock.now()), timer.signal))
      await Promise.race(sleeps)
      timer.abort()
    }
    this.#woken = false
  }
}
