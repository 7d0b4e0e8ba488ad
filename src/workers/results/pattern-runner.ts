import { MissingCode } from '../../lib/missing-code.ts'
import { deathOf, type WorkerLike } from '../open-questions.ts'
import type { FromPattern, PatternReply, PatternTask } from './pattern-messages.ts'

/** No sane expression takes so long for a megabyte of text, though the machine be busy. */
const PATIENCE_MS = 3000
/** The worker's code is small, and mostly in the browser's cache: what takes so long does not come. */
const FETCH_PATIENCE_MS = 30_000
/** A worker that nobody has used for so long is ended. */
const KEEP_MS = 10_000

interface RunnerPorts {
  spawn: () => WorkerLike
  /** Calls back after some milliseconds. @returns prevents that */
  after: (milliseconds: number, callBack: () => void) => () => void
}

const systemPorts = {
  spawn: () =>
    new Worker(new URL('./pattern.worker.ts', import.meta.url), { type: 'module', name: 'pattern' }),
  after: (milliseconds: number, callBack: () => void) => {
    const timer = setTimeout(callBack, milliseconds)
    return () => clearTimeout(timer)
  },
} satisfies RunnerPorts

/**
 * Runs persons' expressions, one task after the other, in a worker of its own, since nothing but the end of its worker
 * stops an expression that comes to no end.
 */
export class PatternRunner {
  readonly #ports: RunnerPorts
  readonly #patience: number
  #worker: WorkerLike | null = null
  /** The worker's code runs: only from then on is a task slow by itself. */
  #isReady = false
  #last: Promise<unknown> = Promise.resolve()
  #keepNoLonger = () => {}

  /** @param patience how long a task may take, in milliseconds */
  constructor(patience = PATIENCE_MS, ports: RunnerPorts = systemPorts) {
    this.#patience = patience
    this.#ports = ports
  }

  /**
   * @returns `null` when it took too long, or took the worker down
   * @throws MissingCode when the worker's code cannot be fetched; the signal's reason when it aborts, which ends what
   * runs; DataCloneError when the task cannot be handed over
   */
  run(task: PatternTask, signal?: AbortSignal): Promise<PatternReply | null> {
    const running = this.#last.then(() => this.#run(task, signal))
    this.#last = running.catch(() => undefined)
    return signal === undefined ? running : untilAborted(running, signal)
  }

  async #run(task: PatternTask, signal: AbortSignal | undefined): Promise<PatternReply | null> {
    signal?.throwIfAborted()
    this.#keepNoLonger()
    const worker = (this.#worker ??= this.#ports.spawn())
    try {
      return await this.#answerOf(worker, task, signal)
    } finally {
      this.#keepNoLonger = this.#ports.after(KEEP_MS, () => this.#end())
    }
  }

  #answerOf(
    worker: WorkerLike,
    task: PatternTask,
    signal: AbortSignal | undefined,
  ): Promise<PatternReply | null> {
    return new Promise((resolve, reject) => {
      const over = new AbortController()
      let stopWaiting = this.#isReady
        ? () => {}
        : this.#ports.after(FETCH_PATIENCE_MS, () => end(() => reject(new MissingCode())))
      const done = (settle: () => void) => {
        over.abort()
        stopWaiting()
        settle()
      }
      const end = (settle: () => void) => {
        this.#end()
        done(settle)
      }
      const beginWaiting = () => {
        this.#isReady = true
        stopWaiting()
        stopWaiting = this.#ports.after(this.#patience, () => end(() => resolve(null)))
      }
      const hear = ({ data }: MessageEvent<FromPattern>) =>
        data.kind === 'ready' ? beginWaiting() : done(() => resolve(data))
      const fail = (event: Event) => {
        const { cause } = deathOf(event, this.#isReady)
        end(() => (cause === 'broken' ? resolve(null) : reject(new MissingCode())))
      }
      worker.addEventListener('message', hear, { signal: over.signal })
      worker.addEventListener('error', fail, { signal: over.signal })
      signal?.addEventListener('abort', () => end(() => reject(signal.reason)), { signal: over.signal })
      if (this.#isReady) beginWaiting()
      try {
        worker.postMessage(task, task.kind === 'test' ? task.task.lines.map(({ bytes }) => bytes.buffer) : [])
      } catch (error) {
        end(() => reject(error))
      }
    })
  }

  #end(): void {
    this.#worker?.terminate()
    this.#worker = null
    this.#isReady = false
  }
}

/** What a promise comes to, or the signal's reason as soon as it aborts. */
function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason)
    if (signal.aborted) leave()
    signal.addEventListener('abort', leave, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
  })
}
