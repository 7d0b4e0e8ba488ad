import { describe, expect, it } from 'vitest'
import { readResultLine } from '../domain/results/result-line.ts'
import type { RowSnapshot } from './row-snapshot.ts'
import { RowTable } from './row-table.ts'
import { RowTexts } from './row-texts.ts'
import { memoryRowStore } from './store/row-store.ts'

const encoder = new TextEncoder()

function world() {
  const table = new RowTable(memoryRowStore())
  const add = (file: 'output' | 'error', value: object) => {
    const text = JSON.stringify(value)
    const line = readResultLine(text)
    if (line !== null) table.addResult(file, line, encoder.encode(text), 0)
  }
  return {
    texts: new RowTexts(table, () => 'pending', 'first'),
    ask: (customId: string) => table.addInput(encoder.encode(JSON.stringify({ custom_id: customId }))),
    fail: (customId: string, type: string) =>
      add('error', {
        id: `id-${customId}`,
        custom_id: customId,
        response: null,
        error: { code: type, message: JSON.stringify({ type }) },
      }),
    refuse: (customId: string) =>
      add('output', {
        id: `id-${customId}`,
        custom_id: customId,
        response: { status_code: 422, body: { detail: [{ msg: 'Field required' }] } },
        error: null,
      }),
  }
}

function idsOf(texts: RowTexts, rows: RowSnapshot): string[] {
  return texts.texts(rows).rows.map(({ request, result }) => {
    const { custom_id }: { custom_id: string } = JSON.parse(request ?? result ?? '{}')
    return custom_id
  })
}

describe('the rows of a cause', () => {
  it('stay the same ones while the requests are still being read, and after a retry with as many failures', () => {
    const { texts, ask, fail } = world()
    for (const id of ['e', 'c']) fail(id, 'Timeout')
    fail('a', 'NetworkError')
    const [timeouts] = texts.errorGroups(null)
    const pick = { outcomes: ['failed'], cause: timeouts?.key ?? '' } as const
    expect(texts.pick(pick)).toMatchObject({ withRequest: 0, failedIds: ['id-e', 'id-c'] })

    for (const id of ['a', 'b', 'c', 'd']) ask(id)
    const half = texts.pick(pick)
    expect([half.withRequest, idsOf(texts, half.rows)]).toEqual([1, ['c', 'e']])
    ask('e')
    expect(idsOf(texts, half.rows)).toEqual(['c', 'e'])
    const whole = texts.pick(pick)
    expect([whole.withRequest, idsOf(texts, whole.rows)]).toEqual([2, ['c', 'e']])

    fail('c', 'NetworkError')
    expect(texts.errorGroups(null).map(({ kind, count, first }) => [kind, count, first])).toEqual([
      ['network', 2, 0],
      ['timeout', 1, 4],
    ])
    expect(idsOf(texts, texts.pick(pick).rows)).toEqual(['e'])
    const settled = { name: '1', count: 2, marks: Uint8Array.of(1, 1) }
    expect(texts.errorGroups(settled).map(({ kind, answeredLater }) => [kind, answeredLater])).toEqual([
      ['network', 1],
      ['timeout', 0],
    ])
  })

  it('hold what the server counts as completed, and name for a retry only what it counts as failed', () => {
    const { texts, ask, fail, refuse } = world()
    for (const id of ['a', 'b', 'c']) ask(id)
    fail('a', 'Timeout')
    refuse('b')
    const failed = texts.pick({ outcomes: ['failed'], cause: null })
    expect(idsOf(texts, failed.rows)).toEqual(['a', 'b'])
    expect(failed.failedIds).toEqual(['id-a'])
    const second = texts.pick({ outcomes: ['failed'], cause: null, row: 1 })
    expect([idsOf(texts, second.rows), second.failedIds]).toEqual([['b'], []])
    expect(texts.pick({ outcomes: ['failed'], cause: null, row: 0 }).failedIds).toEqual(['id-a'])
    expect(texts.pick({ outcomes: ['failed'], cause: null, row: 2 }).rows.rows).toHaveLength(0)
    const open = texts.pick({ outcomes: ['failed', 'pending'], cause: null })
    expect(idsOf(texts, open.rows)).toEqual(['a', 'b', 'c'])
  })
})
