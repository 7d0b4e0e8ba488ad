/**
 * Levels up to which a value is written as JSON or walked through. Engines read any depth but their stack ends at some
 * thousand levels of writing; no request is nested even a hundred deep.
 */
export const MOST_LEVELS = 1_000

/** Whether lists and objects stand inside of each other more than so many levels deep. Takes no stack itself. */
export function isDeeperThan(value: unknown, levels: number): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    const inner: unknown[] = []
    for (const one of level) {
      if (typeof one !== 'object' || one === null) continue
      if (depth >= levels) return true
      for (const next of Array.isArray(one) ? one : Object.values(one)) {
        if (typeof next === 'object' && next !== null) inner.push(next)
      }
    }
    level = inner
  }
  return false
}

/** A value as JSON on one line; `null` where there is none to write or it is nested too deeply. */
export function jsonOf(value: unknown): string | null {
  return isDeeperThan(value, MOST_LEVELS) ? null : (JSON.stringify(value) ?? null)
}
