import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { Batch } from '../../contract/batch.ts'
import { jobOf } from '../jobs/jobs.ts'
import { addSample, type CountSample } from '../series/count-samples.ts'
import { seenJobOutlook, seenOutlook } from './seen-outlook.ts'
import { RUN_KINDS, simulateRun } from './testing/simulated-run.ts'

function batchWith(fields: Record<string, unknown>): Batch {
  return z.parse(Batch, { id: 'b', status: 'in_progress', created_at: 900, in_progress_at: 1000, ...fields })
}

const counts = (completed: number, total = 1000) => ({ request_counts: { total, completed, failed: 0 } })
const look = (at: number, completed: number): CountSample => ({ at, completed, failed: 0, afterGap: false })

/** Shares of the rows that were left when the list was opened. */
const CHECKS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95] as const
/** The same for who has only just opened it. */
const FIRST_CHECKS = [0.01, 0.02, 0.05, 0.08] as const

describe('the end of a batch by the counts that were seen', () => {
  it('is not told at the first look at a batch that has run for long', () => {
    const { outlook, deadline } = seenOutlook(
      batchWith({ ...counts(400), expires_at: 99_000 }),
      [look(9000, 400)],
      9000,
    )
    expect([outlook.kind === 'running', deadline]).toEqual([false, 99_000])
  })

  it('is told by what has ended since, not by how long it waited before', () => {
    const { outlook } = seenOutlook(batchWith(counts(430)), [look(9000, 400), look(9030, 430)], 9030)
    if (outlook.kind !== 'running') throw new Error(outlook.kind)
    // 570 rows at one a second, of which little has been seen: half as long or more than twice is possible.
    expect(outlook.range.earliest).toBeGreaterThan(9030 + 570 / 2)
    expect(outlook.range.latest).toBeLessThan(9030 + 570 * 2.5)
  })

  it('is told at once for a batch that has only just begun', () => {
    expect(seenOutlook(batchWith(counts(40)), [look(1040, 40)], 1040).outlook.kind).toBe('running')
  })

  it('follows the new run of a batch that was opened again', () => {
    const samples = [look(1010, 0), look(1100, 900), look(9000, 900), look(9010, 905), look(9020, 910)]
    const again = batchWith({ ...counts(910), completion_window: '1h', expires_at: 8990 + 3600 })
    const { outlook } = seenOutlook(again, samples, 9020)
    if (outlook.kind !== 'running') throw new Error(outlook.kind)
    // 90 rows at one in two seconds.
    expect(outlook.range.earliest).toBeGreaterThan(9020 + 100)
  })

  it.each([
    ['', CHECKS, RUN_KINDS],
    // What begins slowly tells nobody that it will be faster.
    [', soon after it was opened', FIRST_CHECKS, RUN_KINDS.filter((kind) => kind !== 'slow start')],
  ] as const)(
    'lies in the shown range in most looks at every kind of run, also for who opens the list late%s',
    (when, shares, kinds) => {
      const report = kinds.flatMap((kind) =>
        [0, 0.3, 0.6].map((opened) => ({ kind, opened, ...checksOf(kind, opened, shares) })),
      )
      const table = report.map(
        ({ kind, opened, checks, share }) =>
          `  ${kind.padEnd(12)} opened at ${`${Math.round(opened * 100)}%`.padStart(3)}: ${Math.round(share * 100)}% of ${checks} looks in range`,
      )
      process.stdout.write(`\nEstimated end in the list${when}\n${table.join('\n')}\n`)
      expect(report.filter(({ share }) => share < 0.8)).toEqual([])
    },
  )
})

/**
 * How often the end lies in the range that a list shows.
 * @param opened share of the run that was over when the list was opened
 * @param shares of the rows left then, at which the range is looked at
 */
function checksOf(
  kind: (typeof RUN_KINDS)[number],
  opened: number,
  shares: readonly number[],
): { checks: number; share: number } {
  let inRange = 0
  let checks = 0
  for (let seed = 1; seed <= 100; seed += 1) {
    const { endings } = simulateRun(kind, seed)
    const total = endings.length
    const end = endings.at(-1) ?? 0
    const pause = Math.max(2, Math.min(30, end / 60))
    let samples: readonly CountSample[] = []
    let done = 0
    const doneAtFirst = endings.findIndex((ending) => ending > end * opened)
    let nextCheck = 0
    for (let at = end * opened + 1; at < end; at += pause) {
      while ((endings[done] ?? Infinity) <= at) done += 1
      samples = addSample(samples, { at: 1000 + at, completed: done, failed: 0 })
      if ((done - doneAtFirst) / (total - doneAtFirst) < (shares[nextCheck] ?? Infinity)) continue
      nextCheck += 1
      const { outlook } = seenOutlook(batchWith(counts(done, total)), samples, 1000 + at)
      if (outlook.kind !== 'running') continue
      checks += 1
      const { earliest, latest } = outlook.range
      if (earliest <= 1000 + end && 1000 + end <= latest) inRange += 1
    }
  }
  return { checks, share: inRange / checks }
}

describe('the end of a job', () => {
  const part = (id: string, number: number, fields: Record<string, unknown>) =>
    batchWith({
      id,
      metadata: { job_id: 'the-long-job', job_part: `${number}/2`, job_role: 'part' },
      expires_at: 5000,
      ...fields,
    })
  const seen = new Map([
    ['one', [look(2000, 100), look(2100, 200)]],
    ['two', [look(2000, 100), look(2100, 110)]],
  ])
  const outlookFor = (...batches: Batch[]) => {
    const job = jobOf('the-long-job', batches)
    if (!job) throw new Error('These are no parts of a job.')
    return seenJobOutlook(job, ({ id }) => seen.get(id) ?? [], 2100)
  }
  const fast = part('one', 1, counts(200))
  const slow = part('two', 2, counts(110))

  it('is that of its slowest part, with the risk of the worst one', () => {
    const { outlook, deadline } = outlookFor(fast, slow)
    expect(outlook).toMatchObject({ kind: 'running', risk: 'will_miss' })
    expect(outlook.kind === 'running' ? outlook.range.earliest : 0).toBeGreaterThan(5000)
    expect(deadline).toBe(5000)
  })

  it('is not told while a part waits or has not been started', () => {
    expect(outlookFor(fast, part('two', 2, counts(0))).outlook.kind).toBe('learning')
    expect(outlookFor(fast).outlook.kind).toBe('learning')
  })

  it('is that of the parts that go on', () => {
    expect(outlookFor(fast, part('two', 2, { ...counts(1000), status: 'completed' })).outlook.kind).toBe(
      'running',
    )
    expect(outlookFor(fast, part('two', 2, counts(1000))).outlook.kind).toBe('running')
  })

  it('is none when all have ended', () => {
    const ended = { ...counts(1000), status: 'completed' }
    expect(outlookFor(part('one', 1, ended), part('two', 2, ended))).toEqual({
      outlook: { kind: 'ended' },
      deadline: null,
    })
  })
})
