import { BatchSteps, type RunnerOptions } from './batch-steps.ts'
import { hasEnded } from './transitions.ts'

const SHORTEST_PAUSE_MS = 5
const LONGEST_PAUSE_MS = 100
/** How long a store that could not write is left alone. */
const PAUSE_AFTER_FAILURE_MS = 500

/**
 * Runs the batches of one workspace on its clock. Rows become visible only once they are kept, and what
 * is not kept runs again after a restart. It sleeps while nothing runs: call `wake` after every change.
 */
export class Runner {
  readonly #options: RunnerOptions
  readonly #steps: BatchSteps
  #waiting: (() => void)[] = []
  #loop: Promise<void> | null = null
  #wanted = false
  #stopped = false
  #isFailing = false
  #endPause: () => void = () => undefined
  #endRest: () => void = () => undefined

  constructor(options: RunnerOptions) {
    this.#options = options
    this.#steps = new BatchSteps(options, () => this.wake())
  }

  /** Looks at the batches soon. */
  wake(): void {
    if (this.#stopped) return
    this.#wanted = true
    this.#endPause()
    this.#loop ??= this.#run()
      .catch(this.#options.onFault)
      .finally(() => {
        this.#loop = null
        // Woken in the very moment it went to sleep.
        if (this.#wanted) this.wake()
      })
  }

  /** Resolves when everything that is due by now has happened. */
  catchUp(): Promise<void> {
    const caughtUp = new Promise<void>((resolve) => {
      this.#waiting.push(resolve)
    })
    this.wake()
    return caughtUp
  }

  /** Lets rows that were made pending again start in a batch that may be running. */
  rewind(batchId: string): void {
    this.#steps.rewind(batchId)
    this.wake()
  }

  /** Lets a batch start with the check of its file, now and not when it was created. */
  restart(batchId: string): void {
    this.#steps.restart(batchId)
    this.wake()
  }

  /** Lets go of a batch that was deleted. */
  forget(batchId: string): void {
    this.#steps.forget(batchId)
    this.wake()
  }

  /** Finishes the write under way and stops. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#endPause()
    this.#endRest()
    await this.#loop
    await this.#steps.stop()
    for (const resolve of this.#waiting) resolve()
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      this.#wanted = false
      const waiting = this.#waiting
      this.#waiting = []
      const worked = await this.#tick()
      if (worked || this.#steps.isValidating) this.#waiting.push(...waiting)
      else for (const resolve of waiting) resolve()
      await this.#heedFailure(worked)
      if (worked || this.#wanted) continue
      if (this.#options.store.batches().every(hasEnded)) return
      await this.#pause()
    }
  }

  /** Lets every batch take one step. Returns whether any did. */
  async #tick(): Promise<boolean> {
    let worked = false
    for (const { id } of this.#options.store.batches()) {
      // As it is now: it may have moved on while the batches before it took their steps.
      const batch = this.#options.store.batch(id)
      if (this.#stopped || !batch || hasEnded(batch)) continue
      worked = (await this.#steps.step(batch)) || worked
    }
    return worked
  }

  /** Leaves a store alone that could not write. Told once, however often it is met until it is over. */
  async #heedFailure(worked: boolean): Promise<void> {
    const failure = this.#steps.takeStorageFailure()
    if (!failure) {
      if (worked) this.#isFailing = false
      return
    }
    if (!this.#isFailing) this.#options.onFault(failure)
    this.#isFailing = true
    await this.#rest()
  }

  /** A pause that any change ends. */
  async #pause(): Promise<void> {
    const untilNext = Math.min(LONGEST_PAUSE_MS, this.#steps.nextEnd() - this.#options.clock.now())
    const { over, end } = timer(Math.max(SHORTEST_PAUSE_MS, untilNext))
    this.#endPause = end
    await over
  }

  /** A pause that only `stop` ends. */
  async #rest(): Promise<void> {
    const { over, end } = timer(PAUSE_AFTER_FAILURE_MS)
    this.#endRest = end
    await over
  }
}

/** A stretch of real time that can be cut short. */
function timer(milliseconds: number): { over: Promise<void>; end: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  const handle = setTimeout(resolve, milliseconds)
  return {
    over: promise,
    end: () => {
      clearTimeout(handle)
      resolve()
    },
  }
}
