import { describe, expect, it } from 'vitest'
import type { RowSnapshot } from '~/results/row-snapshot'
import { fieldsOfBatch, rememberedFields } from './fields-of-batch'

const { signal } = new AbortController()

/** Rows of which the last one answers in words, and how often they were looked at. */
function rowsOf(count: number) {
  const rows = Uint32Array.from({ length: count }, (_, row) => row)
  const places = Int32Array.from(rows)
  const looks: number[] = []
  return {
    looks,
    snapshot: (): Promise<RowSnapshot> =>
      Promise.resolve({ edition: 'one', rows, inputs: places, records: places, open: 'pending' }),
    fields: (part: RowSnapshot) => {
      looks.push(part.rows.length)
      return Promise.resolve({
        names: [`from ${part.rows[0]}`, 'shared'],
        hasOther: part.rows.includes(count - 1),
      })
    },
  }
}

describe('the fields of a batch', () => {
  it('are those of every row, in parts, and of a whole batch looked for once', async () => {
    const rows = rowsOf(1200)
    const found = { names: ['from 0', 'shared', 'from 500', 'from 1000'], hasOther: true }
    expect(rememberedFields(rows, 'v1')).toBe(null)
    expect(await fieldsOfBatch(rows, 'v1', signal)).toEqual(found)
    expect(rows.looks).toEqual([500, 500, 200])
    expect(await fieldsOfBatch(rows, 'v1', signal)).toEqual(found)
    expect(rememberedFields(rows, 'v1')).toEqual(found)
    expect(rows.looks).toHaveLength(3)
    await fieldsOfBatch(rows, 'v2', signal)
    expect(rows.looks).toHaveLength(6)
  })

  it('are looked for anew while rows may still come', async () => {
    const rows = rowsOf(10)
    await fieldsOfBatch(rows, null, signal)
    await fieldsOfBatch(rows, null, signal)
    expect(rows.looks).toEqual([10, 10])
    expect(rememberedFields(rows, null)).toBe(null)
  })
})
