/** A pause that somebody may cut short. */
export interface Pause {
  /** Milliseconds of `performance.now()`. */
  endsAt: number
  /** Ends the pause now. */
  skip: () => void
  /** Resolves when it is over; rejects with the signal's reason. */
  over: Promise<void>
}

/** Waits. Once the browser is online again, there is nothing left to wait for. */
export function startPause(milliseconds: number, signal: AbortSignal): Pause {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const skip = () => resolve()
  const stop = () => reject(signal.reason)
  const timer = setTimeout(skip, milliseconds)
  window.addEventListener('online', skip)
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  const over = promise.finally(() => {
    clearTimeout(timer)
    window.removeEventListener('online', skip)
    signal.removeEventListener('abort', stop)
  })
  return { endsAt: performance.now() + milliseconds, skip, over }
}
