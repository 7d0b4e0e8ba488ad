import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jobFileName, jobMarkOf, readJobFileName } from './job-files.ts'
import { carriedMetadata, type JobPart, jobMetadata, jobPartOf } from './job-metadata.ts'

const parts: fc.Arbitrary<JobPart> = fc
  .record({
    jobId: fc.uuid(),
    parts: fc.integer({ min: 1, max: 1000 }),
    place: fc.double({ min: 0, max: 1, noNaN: true }),
    requests: fc.option(fc.nat({ max: 5_000_000 })),
    role: fc.constantFrom('part' as const, 'trial' as const, 'rest' as const),
  })
  .map(({ place, ...part }) => ({ ...part, part: 1 + Math.floor(place * (part.parts - 1)) }))

describe('what a batch says about its job', () => {
  it('is read as it was written, within the limits of metadata', () => {
    fc.assert(
      fc.property(parts, (part) => {
        const metadata = jobMetadata(part)
        expect(jobPartOf({ metadata })).toEqual(part)
        expect(Object.keys(metadata).length).toBeLessThanOrEqual(4)
      }),
    )
  })

  it.each([
    {},
    { job_id: '', job_part: '1/2' },
    { job_id: 'three-batches', job_part: '0/2' },
    { job_id: 'three-batches', job_part: '3/2' },
    { job_id: 'three-batches', job_part: '1/99999' },
    { job_id: 'three-batches', job_part: 'first' },
    { job_id: 'no good/id', job_part: '1/2' },
  ])('is nothing where it makes no sense: %j', (metadata: Record<string, string>) => {
    expect(jobPartOf({ metadata })).toBeNull()
  })

  it('leaves out a number of rows that is none', () => {
    const metadata = { job_id: 'three-batches', job_part: '1/2', job_requests: 'many', job_role: 'boss' }
    expect(jobPartOf({ metadata })).toMatchObject({ requests: null, role: 'part' })
  })
})

it('hands on to other parts what a person has written', () => {
  const metadata = {
    job_id: 'x',
    job_part: '1/2',
    batch_description: 'T',
    request_source: 'api',
    team: 'blue',
  }
  expect(carriedMetadata({ metadata })).toEqual({ team: 'blue' })
})

describe('the name of a part’s file', () => {
  it('tells the place of the part, whatever the source is called', () => {
    fc.assert(
      fc.property(parts, fc.string(), fc.nat({ max: 5_000_000 }), (part, source, remaining) => {
        const name = jobFileName(source, part, remaining)
        expect(name.length).toBeLessThan(200)
        const read = readJobFileName(name)
        expect(read).toEqual(
          part.role === 'trial'
            ? null
            : {
                jobMark: jobMarkOf(part.jobId),
                part: part.part,
                parts: part.parts,
                remaining: part.role === 'rest' ? remaining : null,
              },
        )
      }),
    )
  })

  it('reads well', () => {
    const part = { jobId: '1a2b3c4d-0000', part: 2, parts: 3, requests: 500, role: 'part' } as const
    expect(jobFileName('products.jsonl', part, 0)).toBe('products.part-2-of-3.1a2b3c4d.jsonl')
    expect(jobFileName('products.ndjson', { ...part, role: 'rest' }, 495)).toBe(
      'products.remaining-495.part-2-of-3.1a2b3c4d.jsonl',
    )
    expect(jobFileName('.jsonl', { ...part, role: 'trial' }, 0)).toBe('requests.trial.1a2b3c4d.jsonl')
    expect(readJobFileName('products.jsonl')).toBeNull()
  })
})
