/** Longest stretch of work before other requests get their turn, in milliseconds. */
const SLICE_MS = 12

/** Lets other requests have their turn after a stretch of work: call it between pieces of the work. */
export function createBreather(): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < SLICE_MS) return
    await new Promise((resolve) => {
      setTimeout(resolve, 0)
    })
    since = performance.now()
  }
}
