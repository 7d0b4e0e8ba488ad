import { describe, expect, it } from 'vitest'
import { joinBlocks, RESULT_STATES } from '../domain/compare/digests.ts'
import { OUTCOMES } from '../domain/results/outcome.ts'
import { readResultLine } from '../domain/results/result-line.ts'
import { RowDigests } from './row-digests.ts'
import { RowTable } from './row-table.ts'
import { memoryRowStore, type RowStore } from './store/row-store.ts'

const encoder = new TextEncoder()

function tableOf(store: RowStore = memoryRowStore()) {
  const table = new RowTable(store)
  const digests = new RowDigests(table, () => 'pending')
  return {
    digests,
    ask: (customId: string) =>
      table.addInput(encoder.encode(JSON.stringify({ custom_id: customId, body: {} }))),
    answer: (customId: string, content: string, id = `id-${customId}`) => {
      const body = {
        model: 'm',
        choices: [{ message: { content } }],
        usage: { prompt_tokens: 5, completion_tokens: 7 },
      }
      const text = JSON.stringify({
        id,
        custom_id: customId,
        response: { status_code: 200, body },
        error: null,
      })
      const line = readResultLine(text)
      if (line !== null) table.addResult('output', line, encoder.encode(text), 0)
    },
  }
}

describe('rows as they are compared', () => {
  it('tell id, outcome, tokens, model and a hash of what was answered', () => {
    const { digests, ask, answer } = tableOf()
    for (const id of ['a', 'b', 'c']) ask(id)
    answer('c', '{"x":1,"y":2}')
    answer('a', '{"y":2,"x":1}')
    answer('not-asked', 'Hello')
    const block = digests.block(0)
    expect(block).toMatchObject({ from: 0, total: 4, customIds: ['a', 'b', 'c', 'not-asked'] })
    expect(Array.from(block.outcomes, (outcome) => OUTCOMES[outcome])).toEqual([
      'succeeded',
      'pending',
      'succeeded',
      'succeeded',
    ])
    expect(Array.from(block.states, (state) => RESULT_STATES[state])).toEqual([
      'known',
      'none',
      'known',
      'known',
    ])
    expect([...block.tokensIn]).toEqual([5, 0, 5, 5])
    expect([...block.tokensOut]).toEqual([7, 0, 7, 7])
    expect([...block.counted]).toEqual([1, 0, 1, 1])
    expect(block.modelNames[block.models[0] ?? 0]).toBe('m')
    const [a1, a2, b1, b2, c1, c2, d1] = block.hashes
    expect([c1, c2]).toEqual([a1, a2])
    expect([b1, b2]).toEqual([0, 0])
    expect(d1).not.toBe(a1)
  })

  it('come in blocks that one can take one after the other', () => {
    const { digests, ask, answer } = tableOf()
    for (let row = 0; row < 12; row += 1) {
      ask(`row-${row}`)
      answer(`row-${row}`, 'x'.repeat(400_000))
    }
    const blocks = []
    for (let from = 0; from < 12; from += blocks.at(-1)?.customIds.length ?? 12)
      blocks.push(digests.block(from))
    expect(blocks.length).toBeGreaterThan(2)
    expect(joinBlocks(blocks).customIds).toEqual(Array.from({ length: 12 }, (_, row) => `row-${row}`))
    // What has been read once costs nothing.
    expect(digests.block(0).customIds).toHaveLength(12)
    expect(digests.block(12).customIds).toEqual([])
  })

  it('take note of a row that was answered anew, and of a text that is not kept', () => {
    const store = memoryRowStore()
    const read = store.results.read.bind(store.results)
    let isFull = false
    const { digests, ask, answer } = tableOf({
      ...store,
      results: {
        append: (bytes) => store.results.append(bytes),
        read: (position, length) => (isFull ? null : read(position, length)),
        readOn: () => null,
      },
    })
    ask('a')
    ask('b')
    answer('a', 'first')
    const before = digests.block(0).hashes[0]
    answer('a', 'second, and longer')
    expect(digests.block(0).hashes[0]).not.toBe(before)
    isFull = true
    answer('b', 'lost')
    expect(Array.from(digests.block(0).states, (state) => RESULT_STATES[state])).toEqual(['known', 'lost'])
  })
})
