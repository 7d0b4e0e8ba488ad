import { describe, expect, it } from 'vitest'
import { type DonePoint, estimateEnd, recentSpeed } from './end-estimate.ts'
import { RUN_KINDS, type SimulatedRun, simulateRun } from './testing/simulated-run.ts'

const SEEDS = 120
const CHECKS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98] as const

/** What a page would have seen by a moment that looks every few seconds. */
function seenBy(run: SimulatedRun, now: number): DonePoint[] {
  const pause = Math.max(2, now / 200)
  const history: DonePoint[] = []
  let done = 0
  for (let at = 0; at <= now; at += pause) {
    while ((run.endings[done] ?? Infinity) <= at) done += 1
    history.push({ at, done })
  }
  return history
}

describe('the estimated end', () => {
  it('is not told before some rows have ended', () => {
    expect(estimateEnd([], 100, 10)).toBeNull()
    expect(
      estimateEnd(
        [
          { at: 0, done: 0 },
          { at: 10, done: 2 },
        ],
        100,
        10,
      ),
    ).toBeNull()
  })

  it('is now when nothing is left', () => {
    expect(
      estimateEnd(
        [
          { at: 0, done: 0 },
          { at: 10, done: 5 },
        ],
        5,
        12,
      ),
    ).toEqual({ earliest: 12, latest: 12 })
  })

  it('does not count the time in the queue', () => {
    const run = [0, 1, 2, 3, 4, 5].map((second) => ({ at: 1000 + second, done: second * 10 }))
    const queued = [{ at: 0, done: 0 }, ...run]
    expect(estimateEnd(queued, 100, 1005)?.latest).toBeLessThan(1020)
  })

  it('holds the end that follows from the speed beside it, also just after the queue', () => {
    const run = [0, 1, 2, 3, 4, 5].map((second) => ({ at: 1040 + second, done: second * 2 }))
    const history = [{ at: 1000, done: 0 }, ...run]
    expect(recentSpeed(history, 1045)).toBe(2)
    for (const kind of RUN_KINDS) {
      for (let seed = 1; seed <= 30; seed += 1) {
        const { endings } = simulateRun(kind, seed)
        for (const share of CHECKS) {
          const done = Math.ceil(endings.length * share)
          for (const pause of [1, 40]) {
            const now = (endings[done - 1] ?? 0) + pause
            const seen = seenBy({ endings: endings.slice(0, done) }, now)
            const range = estimateEnd(seen, endings.length, now)
            const speed = recentSpeed(seen, now)
            if (range === null || speed === 0) continue
            const end = now + (endings.length - (seen.at(-1)?.done ?? 0)) / speed
            expect(range.earliest).toBeLessThanOrEqual(end)
            expect(range.latest).toBeGreaterThanOrEqual(end)
          }
        }
      }
    }
  })

  it('moves away while nothing ends', () => {
    const history = [0, 10, 20, 30].map((at) => ({ at, done: at }))
    const soon = estimateEnd(history, 100, 31)
    const later = estimateEnd(history, 100, 300)
    expect(later?.latest).toBeGreaterThan((soon?.latest ?? 0) + 269)
  })

  it('lies in the shown range in most checks of every kind of run', () => {
    const report = RUN_KINDS.map((kind) => {
      let inRange = 0
      let checks = 0
      let width = 0
      for (let seed = 1; seed <= SEEDS; seed += 1) {
        const run = simulateRun(kind, seed)
        const total = run.endings.length
        const end = run.endings.at(-1) ?? 0
        for (const share of CHECKS) {
          const now = (run.endings[Math.ceil(total * share) - 1] ?? 0) + 1
          const range = estimateEnd(seenBy(run, now), total, now)
          if (range === null) continue
          checks += 1
          if (range.earliest <= end && end <= range.latest) inRange += 1
          width += (range.latest - range.earliest) / end
        }
      }
      return { kind, checks, share: inRange / checks, width: width / checks }
    })
    const table = report.map(({ kind, checks, share, width }) => {
      const percent = (part: number) => `${Math.round(part * 100)}%`.padStart(5)
      return `  ${kind.padEnd(12)} ${percent(share)} of ${checks} checks in range, ${percent(width)} of the run wide`
    })
    process.stdout.write(`\nEstimated end\n${table.join('\n')}\n`)
    expect(report.filter(({ share }) => share < 0.8)).toEqual([])
  })
})
