import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IntakeChecker } from './intake-checker.ts'
import { addUnknownModels } from './known-models.ts'
import type { IntakeReport } from './report.ts'
import { verdictOf } from './report-words.ts'
import { line } from './testing/build-lines.ts'
import { contentOf, CORPUS, CORPUS_MODELS } from './testing/corpus.ts'
import type { ExpectedProblems } from './testing/corpus-file.ts'

function check(bytes: Uint8Array, cuts: readonly number[] = [], name = 'input.jsonl'): IntakeReport {
  const checker = new IntakeChecker({ name, isUnpacked: false })
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  for (let index = 1; index < places.length; index += 1) {
    checker.push(bytes.slice(places[index - 1], places[index]))
  }
  return addUnknownModels(checker.finish(), CORPUS_MODELS)
}

function found(report: IntakeReport, severity: string): ExpectedProblems {
  const groups = report.problems.filter((group) => group.severity === severity)
  return Object.fromEntries(groups.map(({ kind, samples }) => [kind, samples.map((sample) => sample.line)]))
}

describe('every file of the corpus gets the verdict it deserves', () => {
  it.each(CORPUS.map((file) => [file.about, file] as const))('%s', (_, file) => {
    const report = check(contentOf(file), [], file.name)
    expect({
      nature: report.nature,
      errors: found(report, 'error'),
      warnings: found(report, 'warning'),
      notes: found(report, 'note'),
    }).toEqual({
      nature: file.nature ?? 'batch_input',
      errors: file.errors ?? {},
      warnings: file.warnings ?? {},
      notes: file.notes ?? {},
    })
  })
})

/** Files of the corpus that are small enough to be checked hundreds of times. */
const SMALL = CORPUS.map(contentOf).filter((bytes) => bytes.length < 5_000)

/** Bytes in which everything that decides something is common: brackets, quotes, escapes, line ends, no UTF-8. */
const hostileBytes = fc
  .array(
    fc.constantFrom(...'{}[]"\\,:\n\r \t', 'a', '1', 'ÿ', 'é', '\ufeff', '\0', '{"custom_id":"a"', '"url":'),
    {
      maxLength: 300,
    },
  )
  .map((parts) =>
    Uint8Array.from(parts.flatMap((part) => [...part].map((unit) => unit.charCodeAt(0) & 0xff))),
  )

const someFile = fc.oneof(fc.constantFrom(...SMALL), hostileBytes, fc.uint8Array({ maxLength: 700 }))

describe('the report', () => {
  it('is the same however the file is cut into chunks', () => {
    fc.assert(
      fc.property(someFile, fc.array(fc.nat(5_000), { maxLength: 30 }), (bytes, cuts) => {
        expect(check(bytes, cuts)).toEqual(check(bytes))
      }),
      { numRuns: 500 },
    )
  })

  it('is there for any bytes, and its numbers agree with each other', () => {
    fc.assert(
      fc.property(fc.oneof(hostileBytes, fc.uint8Array({ maxLength: 2_000 })), (bytes) => {
        const report = check(bytes)
        expect(report.bytes).toBe(bytes.length)
        expect(report.faultless).toBeLessThanOrEqual(report.requests)
        for (const { count, lines, samples } of report.problems) {
          expect(lines).toBeLessThanOrEqual(count)
          expect(samples.length).toBeLessThanOrEqual(count)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('praises every good file of the corpus', () => {
    const good = CORPUS.filter(({ errors, warnings, notes }) => !errors && !warnings && !notes)
    expect(good.length).toBeGreaterThan(10)
    for (const file of good) expect(verdictOf(check(contentOf(file))).tone).toBe('success')
  })

  it('keeps a hundred samples of a kind and counts all', () => {
    const lines = Array.from({ length: 450 }, (_, index) => `{"custom_id":"${index % 3}","method":"GET"}\n`)
    const report = check(new TextEncoder().encode(lines.join('')))
    const duplicates = report.problems.find(({ kind }) => kind === 'duplicate_custom_id')
    expect(duplicates).toMatchObject({ count: 447, lines: 447 })
    expect(duplicates?.samples).toHaveLength(100)
    expect(duplicates?.samples[0]).toMatchObject({ line: 4, otherLine: 1 })
  })

  it('numbers lines as an editor and as a server do, and points at the character', () => {
    const text = '\n\n{"custom_id":"a",\n\n{"custom_id":"b","x":NaN}\n'
    const report = check(new TextEncoder().encode(text))
    const samples = report.problems.flatMap((group) =>
      group.samples.map((sample) => ({ kind: group.kind, ...sample })),
    )
    expect(samples).toContainEqual(expect.objectContaining({ kind: 'cut_off_line', line: 3, ordinal: 1 }))
    expect(samples).toContainEqual(
      expect.objectContaining({
        kind: 'foreign_word',
        line: 5,
        ordinal: 2,
        column: 22,
        excerpt: { before: '{"custom_id":"b","x":', marked: 'NaN', after: '}' },
      }),
    )
  })

  it('does not keep a line that no request can have', () => {
    const report = check(new Uint8Array(33_000_000).fill(0x78))
    expect(report.problems.map(({ kind }) => kind)).toEqual(['line_too_long'])
  })

  it.each([
    [200, []],
    [201, ['size_grey_zone']],
    [210, ['file_too_large']],
  ])('tells of %d million bytes what servers make of them', (megabytes, kinds) => {
    const checker = new IntakeChecker({ name: 'input.jsonl', isUnpacked: false })
    for (let number = 1; number <= megabytes; number += 1) {
      checker.push(new TextEncoder().encode(`${line(`row-${number}`).padEnd(999_999)}\n`))
    }
    const report = checker.finish()
    expect(report).toMatchObject({ bytes: megabytes * 1_000_000, requests: megabytes })
    expect(report.problems.map(({ kind }) => kind)).toEqual(kinds)
  })

  it.each([
    ['as many ids as are compared', ['a', 'b', 'c', 'a'], { duplicate_custom_id: [4] }, {}],
    ['more of them, the last ones alike', ['a', 'b', 'c', 'd', 'd'], {}, { ids_not_compared: [null] }],
  ])('warns of ids that were not compared: %s', (_, ids, errors, warnings) => {
    const checker = new IntakeChecker({ name: 'input.jsonl', isUnpacked: false }, 3)
    checker.push(new TextEncoder().encode(ids.map((id) => `${line(id)}\n`).join('')))
    const report = checker.finish()
    expect({ errors: found(report, 'error'), warnings: found(report, 'warning') }).toEqual({
      errors,
      warnings,
    })
  })

  it('notes that it was unpacked', () => {
    const checker = new IntakeChecker({ name: 'input.jsonl', isUnpacked: true })
    checker.push(new TextEncoder().encode(`${line('a')}\n`))
    expect(found(checker.finish(), 'note')).toEqual({ unpacked: [null] })
  })

  it('knows the endpoint most requests call and the models by use', () => {
    const file = CORPUS.find(({ about }) => about === 'two endpoints in one file')
    const report = check(file ? contentOf(file) : new Uint8Array(0))
    expect(report.endpoint).toBe('/v1/chat/completions')
    expect(report.models.map(({ name, count }) => [name, count])).toEqual([
      ['acme/chat-8b', 2],
      ['acme/embed-1', 1],
    ])
  })
})

describe('requests in order', () => {
  it.each([
    ['a model that the server does not list', 1],
    ['two endpoints in one file', 2],
    ['ids used twice', 2],
    ['numbers out of range', 0],
    ['a field beside the four', 1],
  ])('%s leaves %d', (about, faultless) => {
    const file = CORPUS.find((candidate) => candidate.about === about)
    expect(check(file ? contentOf(file) : new Uint8Array(0)).faultless).toBe(faultless)
  })
})
