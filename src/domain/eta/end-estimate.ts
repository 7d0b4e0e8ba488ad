/** Rows that had ended by a moment. */
export interface DonePoint {
  /** Unix seconds. */
  at: number
  done: number
  /** The batch was opened again then: `done` are the answers and failures that stayed. */
  opensAgain?: true
}

/** When the last row will likely have ended. Unix seconds. */
export interface EndRange {
  earliest: number
  latest: number
}

/** Trailing parts of the run whose speeds are compared: their spread says how steady the batch runs. */
const TRAILING_PARTS = [1, 1 / 2, 1 / 4, 1 / 8] as const
/** Fewer ended rows say nothing about speed. */
const FEWEST_ROWS = 3
/** The last rows of a batch are its slowest: so much of the run is allowed for them, and for pauses to come. */
const TAIL_SHARE = 0.25
/** How much faster than ever, or slower than ever, the rest may go. */
const FASTER = 1.25
const SLOWER = 1.3
/** Until so much of what goes on has been seen to end, its speed is mostly a guess. */
const KNOWN_SHARE = 0.1
/** How much wider a range is of which nothing has been seen yet. */
const GUESS = 1

/**
 * Estimates when the rest of a batch will have ended, as a range: from the fastest to the slowest speed of the
 * run so far, with an allowance for the tail and for the longest pause that was seen. It holds the end that follows
 * from the recent speed, which stands beside it.
 * @param history ascending; what had ended at its beginning is of an earlier run, and the time before the next
 *   ended row is queueing: both are left out
 * @param total rows of the batch
 * @param now Unix seconds, not before the last point
 * @param beganAt Unix seconds, where the history begins later: the tail is as long as the whole run makes it
 * @returns `null` while too little has ended to tell
 */
export function estimateEnd(
  history: readonly DonePoint[],
  total: number,
  now: number,
  beganAt = Infinity,
): EndRange | null {
  const last = history.at(-1)
  const doneBefore = history[0]?.done ?? 0
  const ran = afterQueue(history)
  const [start] = ran
  if (last === undefined || start === undefined || last.done - doneBefore < FEWEST_ROWS) return null
  const rest = Math.max(0, total - last.done)
  if (rest === 0) return { earliest: now, latest: now }
  const elapsed = now - start.at
  if (elapsed <= 0) return null
  const run: readonly DonePoint[] = [...ran, { at: now, done: last.done }]
  const speeds = [
    ...TRAILING_PARTS.map((part) => speedSince(run, now - elapsed * part)),
    recentSpeed(history, now),
  ].filter((speed) => speed > 0)
  const longestPause = longestPauseOf(run)
  // After a pause the trailing speeds are low although the batch has come back to its usual one.
  const withoutPause = (last.done - doneBefore) / Math.max(1, elapsed - longestPause)
  const fastest = Math.max(withoutPause, ...speeds)
  const slowest = Math.min(...speeds)
  // Time in the queue is no part of the run: what ended before was hardly slower than the slowest since.
  const before = Math.max(0, Math.min(start.at - beganAt, doneBefore / slowest))
  const allowance = Math.max((before + elapsed) * TAIL_SHARE, longestPause)
  const seen = last.done - doneBefore
  const guess = 1 + GUESS * Math.max(0, 1 - seen / (seen + rest) / KNOWN_SHARE)
  return {
    // The fewer rows are left, the more their end is a matter of luck.
    earliest: now + rest / (fastest * FASTER * guess * (1 + 1 / Math.sqrt(rest))),
    latest: now + (rest / slowest) * SLOWER * guess + allowance,
  }
}

/**
 * Rows a second lately: over the last eighth of the run, or the last minute where that is longer. The time in the
 * queue is no part of it.
 */
export function recentSpeed(history: readonly DonePoint[], now: number): number {
  const run = afterQueue(history)
  const last = run.at(-1)
  const first = run[0]
  if (last === undefined || first === undefined) return 0
  const since = Math.max(first.at, now - Math.max(60, (now - first.at) / 8))
  return speedSince([...run, { at: now, done: last.done }], since)
}

/** The history from the last moment before a row ended in it; empty where none has. */
function afterQueue(history: readonly DonePoint[]): readonly DonePoint[] {
  const doneBefore = history[0]?.done ?? 0
  const index = history.findIndex(({ done }) => done > doneBefore)
  return index === -1 ? [] : history.slice(Math.max(0, index - 1))
}

/** Rows a second since a moment; between two points the count is taken to grow evenly. */
function speedSince(run: readonly DonePoint[], since: number): number {
  const last = run.at(-1)
  if (last === undefined || last.at <= since) return 0
  const index = run.findIndex(({ at }) => at > since)
  const after = run[index]
  const before = run[index - 1]
  if (after === undefined) return 0
  const doneBefore =
    before === undefined
      ? after.done
      : before.done + ((after.done - before.done) * (since - before.at)) / (after.at - before.at)
  return (last.done - doneBefore) / (last.at - since)
}

function longestPauseOf(run: readonly DonePoint[]): number {
  let longest = 0
  let changedAt = run[0]?.at ?? 0
  let done = run[0]?.done ?? 0
  for (const point of run) {
    if (point.done !== done) {
      changedAt = point.at
      done = point.done
    }
    longest = Math.max(longest, point.at - changedAt)
  }
  return longest
}
