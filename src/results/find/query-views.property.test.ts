import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerFields } from '../../domain/results/answer-fields.ts'
import { readAnswer } from '../../domain/results/answer.ts'
import { readErrorCause } from '../../domain/results/error-cause.ts'
import { causeKey } from '../../domain/results/error-groups.ts'
import { parseJson } from '../../domain/results/json.ts'
import { readResultLine } from '../../domain/results/result-line.ts'
import { ALL_ROWS, FIELD_COMPARISONS, type RowQuery, SEARCH_SCOPES, STILL_OPEN } from '../row-query.ts'
import { RowTable } from '../row-table.ts'
import { memoryRowStore } from '../store/row-store.ts'
import { findPorts } from '../testing/find-ports.ts'
import { meetsField } from './field-test.ts'
import type { QueryView } from './query-view.ts'
import { QueryViews } from './query-views.ts'
import { requestTexts, resultTexts } from './shown-texts.ts'
import { textPattern } from './text-pattern.ts'

const encoder = new TextEncoder()

const PIECES = [
  'a',
  'B',
  'k',
  'é',
  'É',
  'ß',
  'ſ',
  '\u212a',
  'ж',
  'Ж',
  '日本',
  '😀',
  ' ',
  '\n',
  '\t',
  '"',
  '\\',
  '/',
  '\ufeff',
  '.',
  '{',
  '5',
  'nabc',
  'u00e9',
  'content',
]
const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((pieces) => pieces.join(''))
/** How an encoder writes JSON: all of them mean the same. */
const encode = fc.constantFrom(
  (value: unknown) => JSON.stringify(value),
  (value: unknown) =>
    JSON.stringify(value).replace(
      /[\u007f-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  (value: unknown) =>
    JSON.stringify(value).replace(
      /[\u{10000}-\u{10ffff}]/gu,
      (pair) => `\\u${pair.charCodeAt(0).toString(16)}\\u${pair.charCodeAt(1).toString(16)}`,
    ),
  (value: unknown) => JSON.stringify(value, null, 1).replace(/\n */g, ' '),
  (value: unknown) => JSON.stringify(value).replaceAll('/', '\\/'),
)

const content = fc.oneof(
  text,
  fc.record({ colour: text, size: fc.integer({ min: 0, max: 9 }) }).map((value) => JSON.stringify(value)),
)
const request = fc.record({ content: text, system: text, encode })
const result = fc.record({
  content,
  refusal: fc.option(text),
  kind: fc.constantFrom('chat', 'chat', 'several', 'lone', 'called', 'bare', 'unknown', 'failed'),
  code: fc.constantFrom('timeout', 'other'),
  encode,
})
const row = fc.record({ id: text, request, result: fc.option(result), again: fc.option(result) })

type Result = typeof result extends fc.Arbitrary<infer Value> ? Value : never

const part = fc
  .record({ words: text, isUpper: fc.boolean() })
  .map(({ words, isUpper }) => (isUpper ? words.toUpperCase() : words.toLowerCase()))
const expression = fc.constantFrom(
  'a.',
  '^b',
  'é+',
  '(a|b)k',
  '\\d',
  'nab?c',
  '日',
  '[^x]$',
  'k{2}',
  '\\p{Lu}',
  'a\\-',
  'B(?=k)',
  'nabc.+nabc',
  '^nabc',
  'nabc.$',
  'content.+B',
  '\\Wa$',
)
const query: fc.Arbitrary<RowQuery> = fc.record({
  outcome: fc.constantFrom(null, null, 'succeeded' as const, 'pending' as const, STILL_OPEN),
  settled: fc.array(fc.constantFrom(0, 1), { maxLength: 12 }).map((marks) => ({
    name: marks.join(''),
    count: marks.filter((mark) => mark === 1).length,
    marks: Uint8Array.from(marks),
  })),
  text: fc.oneof(part, expression),
  isRegex: fc.boolean(),
  matchesCase: fc.boolean(),
  scope: fc.constantFrom(...SEARCH_SCOPES),
  model: fc.constant(null),
  cause: fc.constantFrom(null, null, null, 'timeout..timeout'),
  field: fc.option(
    fc.record({
      name: fc.constantFrom('colour', 'size'),
      comparison: fc.constantFrom(...FIELD_COMPARISONS),
      value: fc.oneof(text, fc.constant('5')),
    }),
    { freq: 3 },
  ),
  tokens: fc.constant({ from: null, to: null }),
  cost: fc.constant({ from: null, to: null }),
  sort: fc.record({
    by: fc.constantFrom('row' as const, 'custom_id' as const, 'field:colour' as const),
    direction: fc.constantFrom('up' as const, 'down' as const),
  }),
})

function requestLine(
  id: string,
  {
    content: words,
    system,
    encode: write,
  }: { content: string; system: string; encode: (value: unknown) => string },
): string {
  const messages = [
    { role: 'system', content: system },
    { role: 'user', content: words },
  ]
  return write({ custom_id: id, body: { model: 'content', messages, metadata: 'nabc' } })
}

function resultLine(
  index: number,
  id: string,
  { content: words, refusal, kind, code, encode: write }: Result,
): string {
  const message = { role: 'assistant', content: words, refusal }
  const bodies = {
    chat: { model: 'k', choices: [{ index: 0, message, finish_reason: 'stop' }] },
    // The first of several may have a piece of what is searched for, and only the second all of it.
    several: {
      choices: [{ message: { content: refusal ?? '' } }, { message }, { message: { content: 'nabc' } }],
    },
    // What a tool is called with is shown as it is, messages in it included.
    called: {
      choices: [
        { message: { content: words, tool_calls: [{ function: { name: 'k', arguments: { message } } }] } },
      ],
    },
    // A message that is no choice: its body is shown as it is.
    lone: { message, done: true },
    bare: { choices: [{ message: { refusal, content: words } }], content: 'nabc' },
    unknown: { answer: words, list: [1, words] },
  }
  const response = kind === 'failed' ? null : { status_code: 200, body: bodies[kind] }
  const error = kind === 'failed' ? { code, message: words } : null
  return write({ id: `${kind === 'failed' ? 'e' : 'o'}${index}`, custom_id: id, response, error })
}

function addResult(table: RowTable, line: string): void {
  const parsed = readResultLine(line)
  if (parsed !== null)
    table.addResult(parsed.error == null ? 'output' : 'error', parsed, encoder.encode(line), 0)
}

/** Looks at every row whole. */
function naive(table: RowTable, asked: RowQuery): Set<number> {
  const expressionOf = asked.text === '' ? null : textPattern(asked).expression
  const found = new Set<number>()
  for (let index = 0; index < table.count; index += 1) {
    const { input, record } = table.at(index)
    if (asked.outcome === STILL_OPEN) {
      if (asked.settled?.marks[index] === 1) continue
    } else if (asked.outcome !== null && table.outcomeAt(index, 'pending') !== asked.outcome) continue
    const line = record === null ? null : readResultLine(table.results.text(record) ?? '')
    const cause = line === null ? null : readErrorCause(line)
    if (asked.cause !== null && (cause === null || causeKey(cause) !== asked.cause)) continue
    if (asked.field !== null) {
      const fields = line === null || cause !== null ? null : answerFields(readAnswer(line.response?.body))
      if (!meetsField(fields?.get(asked.field.name), asked.field)) continue
    }
    const texts = [
      ...(['all', 'id'].includes(asked.scope) ? [table.customIdAt(index)] : []),
      ...(['all', 'request'].includes(asked.scope) && input !== null
        ? requestTexts(parseJson(table.input.text(input) ?? ''))
        : []),
      ...(['all', 'answer'].includes(asked.scope) && line !== null ? resultTexts(line) : []),
    ]
    if (expressionOf === null || texts.some((each) => expressionOf.test(each))) found.add(index)
  }
  return found
}

async function searchOut(view: QueryView): Promise<void> {
  view.refresh()
  while (view.hasWork) {
    await view.work()
    view.refresh()
  }
}

function isAsked(asked: RowQuery): boolean {
  try {
    textPattern(asked)
    return true
  } catch {
    return false
  }
}

describe('a query', () => {
  it('finds what a look at every row finds, while rows arrive and are run again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 12 }),
        fc.array(query, { minLength: 1, maxLength: 3 }),
        async (rows, queries) => {
          const store = memoryRowStore()
          const table = new RowTable(store)
          const batch = { table, store, openOutcome: () => 'pending' as const, model: null }
          const ports = findPorts({ now: () => 0, wait: () => Promise.resolve() })
          const views = new QueryViews(batch, ports)
          const check = async () => {
            for (const asked of queries.filter(isAsked)) {
              const listing = { query: asked, prices: [] }
              const view = views.of(listing)
              await searchOut(view)
              const fresh = new QueryViews(batch, ports).of(listing)
              await searchOut(fresh)
              expect([...view.rows()]).toEqual([...fresh.rows()])
              expect(new Set(view.rows())).toEqual(naive(table, asked))
              expect(view.found().stillOpen).toBe(naive(table, { ...asked, outcome: STILL_OPEN }).size)
              expect(view.found()).toMatchObject({
                scanned: table.count,
                total: table.count,
                isSearching: false,
              })
            }
          }
          // Some results come before their requests.
          rows.forEach(({ id, result: each }, index) => {
            if (each !== null && index % 3 === 0) addResult(table, resultLine(index, id, each))
          })
          await check()
          for (const { id, request: each } of rows) table.addInput(encoder.encode(requestLine(id, each)))
          await check()
          rows.forEach(({ id, result: each }, index) => {
            if (each !== null && index % 3 !== 0) addResult(table, resultLine(index, id, each))
          })
          await check()
          rows.forEach(({ id, again }, index) => {
            if (again !== null) addResult(table, resultLine(index, id, again))
          })
          await check()
          expect([...views.of({ query: ALL_ROWS, prices: [] }).rows()]).toHaveLength(table.count)
        },
      ),
      { numRuns: 100 },
    )
  })

  it('that is an expression finds the same in one message of a line as in the whole line', async () => {
    const words = fc
      .array(fc.constantFrom('lake', 'Lake', 'a', ' ', '\n', '"', '\\', '\ufeff', 'é'), { maxLength: 6 })
      .map((pieces) => pieces.join(''))
    const answered = fc.record({
      content: words,
      refusal: fc.option(words),
      kind: fc.constantFrom('chat', 'several', 'lone', 'called', 'unknown'),
      code: fc.constant('other'),
      encode: fc.constant((value: unknown) => JSON.stringify(value)),
    })
    const asked = fc.constantFrom(
      '^lake',
      'lake$',
      '^lake$',
      'lake.+lake',
      'lake[^a]',
      'lakea+',
      String.raw`\Wlake`,
      'lake "',
      String.raw`lake\\`,
      String.raw`(?<!\n)lake`,
      'l-1',
    )
    const scopes = fc.constantFrom('all', 'answer', 'request')
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ asked: words, result: answered }), { maxLength: 5 }),
        asked,
        scopes,
        fc.boolean(),
        async (rows, expressionText, scope, matchesCase) => {
          const store = memoryRowStore()
          const table = new RowTable(store)
          rows.forEach(({ asked: question, result: each }, index) => {
            const line = { content: question, system: 'lake', encode: each.encode }
            table.addInput(encoder.encode(requestLine(`l-${index}`, line)))
            addResult(table, resultLine(index, `l-${index}`, each))
          })
          const batch = { table, store, openOutcome: () => 'pending' as const, model: null }
          const ports = findPorts({ now: () => 0, wait: () => Promise.resolve() })
          const wanted = { ...ALL_ROWS, text: expressionText, isRegex: true, matchesCase, scope }
          const view = new QueryViews(batch, ports).of({ query: wanted, prices: [] })
          await searchOut(view)
          expect(new Set(view.rows())).toEqual(naive(table, wanted))
        },
      ),
      { numRuns: 300 },
    )
  })
})
