import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  composeFile,
  isTakenBySome,
  LENIENT_LIMITS,
  leastParts,
  needsParts,
  planParts,
  planTrial,
  type PlannedPart,
} from './plan-parts.ts'
import { type RequestOffsets, RequestScan } from './request-offsets.ts'

const encoder = new TextEncoder()

/** Files of short lines, blank ones among them, with any line ends. */
const files = fc
  .record({
    lines: fc.array(
      fc.tuple(
        fc.oneof(fc.string({ minLength: 1, maxLength: 12 }), fc.constantFrom('', ' ', '\t')),
        fc.constantFrom('\n', '\r\n'),
      ),
      { maxLength: 60 },
    ),
    hasLastEnd: fc.boolean(),
  })
  .map(({ lines, hasLastEnd }) => {
    const text = lines.map(([line, end]) => line.replace(/[\n\r]/g, '') + end).join('')
    return hasLastEnd ? text : text.replace(/\r?\n$/, '')
  })

const limits = fc.record({
  requests: fc.integer({ min: 1, max: 20 }),
  bytes: fc.integer({ min: 14, max: 80 }),
})

function scan(text: string, cuts: readonly number[] = []): RequestOffsets {
  const bytes = encoder.encode(text)
  const scanned = new RequestScan()
  const places = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b)
  let from = 0
  for (const place of places) {
    scanned.push(bytes.subarray(from, place))
    from = place
  }
  return scanned.finish()
}

function requestsOf(text: string): string[] {
  return text.split('\n').filter((line) => !/^[ \t\r]*$/.test(line))
}

function textOf(source: string, part: PlannedPart): Promise<string> {
  return composeFile(new Blob([source]), part, 'part.jsonl').text()
}

describe('the places of requests', () => {
  it('are the same however the bytes arrive', () => {
    fc.assert(
      fc.property(files, fc.array(fc.nat(), { maxLength: 8 }), (text, cuts) => {
        const offsets = scan(text, cuts)
        expect(offsets).toEqual(scan(text))
        expect(offsets.starts).toHaveLength(requestsOf(text).length)
      }),
    )
  })
})

describe('the parts of a file', () => {
  it('together are the file, and each keeps the limits', async () => {
    await fc.assert(
      fc.asyncProperty(files, limits, async (text, most) => {
        const parts = planParts(scan(text), most)
        const texts = await Promise.all(parts.map((part) => textOf(text, part)))
        expect(texts.join('')).toBe(requestsOf(text).length === 0 ? '' : text)
        for (const [index, part] of parts.entries()) {
          expect(part.requests).toBe(requestsOf(texts[index] ?? '').length)
          expect(part.bytes).toBe(encoder.encode(texts[index]).length)
        }
        const tooMany = parts.filter(({ requests }) => requests > most.requests)
        // The first part may carry blank lines of the start besides.
        const tooLarge = parts.filter(
          ({ requests, bytes }, index) => index > 0 && requests > 1 && bytes > most.bytes,
        )
        expect([...tooMany, ...tooLarge]).toEqual([])
      }),
    )
  })

  it('are few and about the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 60 }), (requests, most) => {
        const parts = planParts(scan('{"a":1}\n'.repeat(requests)), { requests: most, bytes: 1e9 })
        const sizes = parts.map((part) => part.requests)
        expect(parts).toHaveLength(Math.ceil(requests / most))
        expect(Math.max(...sizes)).toBe(Math.ceil(requests / parts.length))
      }),
    )
  })

  it('are balanced by bytes where bytes decide', () => {
    const parts = planParts(scan(`${'x'.repeat(9)}\n`.repeat(100)), { requests: 1000, bytes: 450 })
    expect(parts.map(({ bytes }) => bytes)).toEqual([340, 340, 320])
  })

  it('are more than one only for what a batch does not take', () => {
    expect(needsParts({ requests: 50_000, bytes: 200_000_000 })).toBe(false)
    expect(needsParts({ requests: 50_001, bytes: 1 })).toBe(true)
    expect(needsParts({ requests: 1, bytes: 200_000_001 })).toBe(true)
  })
})

describe('a trial', () => {
  it('takes rows from all over the file, and leaves every other one', async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.integer({ min: 1, max: 6 }), limits, async (text, rows, most) => {
        const all = requestsOf(text)
        const plan = planTrial(scan(text), rows, most)
        if (!plan) return all.length <= rows
        const tried = requestsOf(await textOf(text, plan.trial))
        const left = (await Promise.all(plan.rest.map((part) => textOf(text, part)))).flatMap(requestsOf)
        expect(tried).toHaveLength(rows)
        expect(plan.trial.requests).toBe(rows)
        // The line ends of the last line may be missing in the source, and only there.
        const bare = (lines: string[]) => lines.map((line) => line.replace(/\r$/, ''))
        expect(bare([...tried, ...left]).toSorted()).toEqual(bare(all).toSorted())
        expect(plan.rest.filter(({ requests }) => requests > most.requests)).toEqual([])
        return true
      }),
    )
  })

  it('is spread evenly', async () => {
    const text = Array.from({ length: 100 }, (_, index) => `${index}\n`).join('')
    const plan = planTrial(scan(text), 5)
    expect(plan && (await textOf(text, plan.trial))).toBe('10\n30\n50\n70\n90\n')
  })
})

describe('a file that only some servers take whole', () => {
  it.each([
    [50_000, 200_000_000, false, 1, 1],
    [50_000, 200_000_001, true, 2, 1],
    [50_000, 209_715_200, true, 2, 1],
    [50_000, 209_715_201, false, 2, 2],
    // One batch takes no more requests anywhere.
    [50_001, 205_000_000, false, 2, 2],
  ])('%d requests in %d bytes: %s', (requests, bytes, isTaken, parts, lenientParts) => {
    const file = { requests, bytes }
    expect(isTakenBySome(file)).toBe(isTaken)
    expect([leastParts(file), leastParts(file, LENIENT_LIMITS)]).toEqual([parts, lenientParts])
  })
})
