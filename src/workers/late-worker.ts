import type { WorkerLike } from './open-questions.ts'

/** Calls back at a better moment. @returns prevents that */
type AtLeisure = (callBack: () => void) => () => void

/** A page that is never idle for so long waits for its worker. */
const PATIENCE_MS = 500

/**
 * A worker that begins when the page has drawn what it has to draw: a worker that reads takes a processor for itself,
 * and few machines have many. What it is told before waits for it.
 */
export class LateWorker implements WorkerLike {
  readonly #waiting: ((worker: WorkerLike) => void)[] = []
  readonly #prevent: () => void
  #worker: WorkerLike | null = null

  constructor(spawn: () => WorkerLike, atLeisure: AtLeisure = whenIdle) {
    this.#prevent = atLeisure(() => {
      const worker = spawn()
      this.#worker = worker
      for (const tell of this.#waiting.splice(0)) tell(worker)
    })
  }

  postMessage(message: unknown, options?: StructuredSerializeOptions | Transferable[]): void {
    const rest = Array.isArray(options) ? { transfer: options } : options
    this.#tell((worker) => worker.postMessage(message, rest))
  }

  addEventListener(...listening: Parameters<WorkerLike['addEventListener']>): void {
    this.#tell((worker) => worker.addEventListener(...listening))
  }

  terminate(): void {
    this.#prevent()
    this.#worker?.terminate()
  }

  #tell(tell: (worker: WorkerLike) => void): void {
    if (this.#worker === null) this.#waiting.push(tell)
    else tell(this.#worker)
  }
}

/** Not every browser says when it is idle. */
function whenIdle(callBack: () => void): () => void {
  if (!('requestIdleCallback' in globalThis)) {
    const timer = setTimeout(callBack)
    return () => clearTimeout(timer)
  }
  const asked = requestIdleCallback(callBack, { timeout: PATIENCE_MS })
  return () => cancelIdleCallback(asked)
}
