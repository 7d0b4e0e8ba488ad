import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Batch } from '../../contract/batch.ts'
import { jobMetadata } from './job-metadata.ts'
import {
  groupByJob,
  type Job,
  jobBadgeOf,
  jobCounts,
  jobOf,
  jobProgressWords,
  jobStateOf,
  missingParts,
} from './jobs.ts'

const JOB = 'job-0000-0001'

interface Wanted {
  part?: number
  parts?: number
  requests?: number
  role?: 'part' | 'trial' | 'rest'
  status?: string
  counts?: [total: number, completed: number, failed: number]
  id?: string
  created?: number
  expires?: number
  jobId?: string
}

function partBatch({ part = 1, parts = 3, role = 'part', ...more }: Wanted): Batch {
  const { status = 'completed', counts = [10, 10, 0], created = part, requests = 30, jobId = JOB } = more
  const [total, completed, failed] = counts
  return Batch.parse({
    id: more.id ?? `batch-${part}`,
    status,
    created_at: created,
    expires_at: more.expires ?? 1e12,
    request_counts: { total, completed, failed },
    metadata: jobMetadata({ jobId, part, parts, requests, role }),
  })
}

function job(...batches: Wanted[]): Job {
  const found = jobOf(JOB, batches.map(partBatch))
  if (!found) throw new Error('There is no job.')
  return found
}

const lone = Batch.parse({ id: 'lone', status: 'completed', created_at: 5 })

describe('a list of batches', () => {
  it('shows a job once, where its first batch stands', () => {
    const entries = groupByJob([
      lone,
      partBatch({ part: 3 }),
      partBatch({ part: 1, jobId: 'another-job' }),
      partBatch({ part: 1 }),
    ])
    expect(entries.map((entry) => (entry.kind === 'job' ? entry.job.id : entry.batch.id))).toEqual([
      'lone',
      JOB,
      'another-job',
    ])
  })

  it('takes in parts that stand elsewhere, and believes the list where both know one', () => {
    const [entry] = groupByJob(
      [partBatch({ part: 2, counts: [10, 9, 0] })],
      new Map([[JOB, [partBatch({ part: 1 }), partBatch({ part: 2, counts: [10, 0, 0] })]]]),
    )
    expect(entry?.kind === 'job' && jobCounts(entry.job).completed).toBe(19)
  })

  it('loses no batch', () => {
    const wanted = fc.record({
      part: fc.integer({ min: 1, max: 3 }),
      jobId: fc.constantFrom('job-number-1', 'job-number-2'),
      status: fc.constantFrom('completed', 'failed', 'in_progress'),
      created: fc.nat({ max: 9 }),
    })
    fc.assert(
      fc.property(fc.array(wanted, { maxLength: 12 }), (list) => {
        const batches = list.map((entry, index) => partBatch({ ...entry, id: `batch-${index}` }))
        const shown = groupByJob([...batches, lone]).flatMap((entry) =>
          entry.kind === 'batch'
            ? [entry.batch.id]
            : [...entry.job.batches.map(({ batch }) => batch.id), ...entry.job.replaced.map(({ id }) => id)],
        )
        expect(shown.toSorted()).toEqual([...batches, lone].map(({ id }) => id).toSorted())
      }),
    )
  })
})

describe('a job', () => {
  it('counts a part once that was started twice, and prefers what was not rejected', () => {
    const twice = job(
      { part: 1, id: 'rejected', status: 'failed', counts: [0, 0, 0], created: 1 },
      { part: 1, id: 'first', created: 2 },
      { part: 1, id: 'second', created: 3 },
    )
    expect(twice.batches.map(({ batch }) => batch.id)).toEqual(['first'])
    expect(twice.replaced.map(({ id }) => id).toSorted()).toEqual(['rejected', 'second'])
    expect(missingParts(twice)).toEqual([2, 3])
  })

  it.each<[string, string, Wanted[]]>([
    ['Completed', 'completed', [{ part: 1 }, { part: 2 }, { part: 3 }]],
    [
      'Completed, 3 of 30 failed',
      'completed_with_failures',
      [{ part: 1 }, { part: 2, counts: [10, 7, 3] }, { part: 3 }],
    ],
    ['Completed, none succeeded', 'none_succeeded', [1, 2, 3].map((part) => ({ part, counts: [10, 0, 10] }))],
    [
      'Running',
      'running',
      [
        { part: 1 },
        { part: 2, status: 'in_progress', counts: [10, 0, 0] },
        { part: 3, status: 'validating' },
      ],
    ],
    ['Queued', 'queued', [1, 2, 3].map((part) => ({ part, status: 'in_progress', counts: [10, 0, 0] }))],
    [
      'Running, 2 of 3 started',
      'running',
      [{ part: 1 }, { part: 2, status: 'in_progress', counts: [10, 4, 0] }],
    ],
    [
      'Running, 1 of 3 rejected',
      'running',
      [
        { part: 1, status: 'failed', counts: [0, 0, 0] },
        { part: 2, status: 'in_progress', counts: [10, 4, 0] },
        { part: 3 },
      ],
    ],
    ['Overdue', 'overdue', [{ part: 1, status: 'in_progress', expires: 50 }, { part: 2 }, { part: 3 }]],
    [
      '1 of 3 rejected at validation',
      'partly_rejected',
      [{ part: 1, status: 'failed', counts: [0, 0, 0] }, { part: 2 }, { part: 3 }],
    ],
    [
      'Rejected at validation',
      'rejected',
      [1, 2, 3].map((part) => ({ part, status: 'failed', counts: [0, 0, 0] })),
    ],
    ['2 of 3 started', 'partly_started', [{ part: 1 }, { part: 3 }]],
    ['Trial done, 2 of 5 failed', 'trial_ended', [{ part: 1, parts: 2, role: 'trial', counts: [5, 3, 2] }]],
    ['Trial done, none succeeded', 'trial_failed', [{ part: 1, parts: 2, role: 'trial', counts: [5, 0, 5] }]],
    [
      'Trial done, the rest not started',
      'trial_ended',
      [{ part: 1, parts: 2, role: 'trial', counts: [5, 5, 0] }],
    ],
    [
      'Cancelled',
      'cancelled',
      [{ part: 1 }, { part: 2, status: 'cancelled', counts: [10, 2, 0] }, { part: 3 }],
    ],
    ['Expired', 'expired', [{ part: 1 }, { part: 2, status: 'expired', counts: [10, 2, 0] }, { part: 3 }]],
    ['State unknown', 'unknown', [{ part: 1, status: 'paused_by_operator' }, { part: 2 }, { part: 3 }]],
  ])('is “%s” (%s)', (label, state, batches) => {
    expect(jobStateOf(job(...batches), 100)).toBe(state)
    expect(jobBadgeOf(job(...batches), 100).label).toBe(label)
  })

  it('tells its progress over all parts, those that have not started too', () => {
    const trial = job({ part: 1, parts: 2, role: 'trial', requests: 500, counts: [5, 4, 1] })
    expect(jobProgressWords(trial)).toBe('4 completed, 1 failed, 495 not started')
    const running = job(
      { part: 1, counts: [10, 8, 0], status: 'in_progress' },
      { part: 2, counts: [10, 10, 0] },
      { part: 3, counts: [0, 0, 0], status: 'validating' },
    )
    expect(jobProgressWords(running)).toBe('18 completed, 12 to go')
  })
})
