import type { Clock } from '../ports.ts'

interface Timer {
  at: number
  fire: () => void
}

/** A clock that stands still until it is told to go on. */
export class VirtualClock implements Clock {
  readonly random: () => number
  #now = 0
  #timers: Timer[] = []

  constructor(random: () => number = () => 0) {
    this.random = random
  }

  readonly now = (): number => this.#now

  readonly wait = (milliseconds: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const timer = { at: this.#now + milliseconds, fire: resolve }
      this.#timers.push(timer)
      signal.addEventListener('abort', () => {
        this.#timers = this.#timers.filter((other) => other !== timer)
        resolve()
      })
    })

  /** Goes to the next timer, lets it fire and lets everything it sets off come to rest. */
  async advance(): Promise<void> {
    const next = this.#timers.toSorted((left, right) => left.at - right.at)[0]
    if (next !== undefined) {
      this.#timers = this.#timers.filter((timer) => timer !== next)
      this.#now = Math.max(this.#now, next.at)
      next.fire()
    }
    await this.rest()
  }

  /** Resolves when all promises that are already on their way have been dealt with. */
  rest(): Promise<void> {
    const { port1, port2 } = new MessageChannel()
    return new Promise((resolve) => {
      port2.addEventListener('message', () => {
        port2.close()
        resolve()
      })
      port2.start()
      port1.postMessage(null)
    })
  }
}
