import { describe, expect, it } from 'vitest'
import { MOST_FIELDS } from '~/domain/export/columns'
import type { RowSnapshot } from '~/results/row-snapshot'
import { fieldsOfBatch, fieldsTogether, lookForFields, rememberedFields } from './fields-of-batch'

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

describe('the fields of a batch and its attempts', () => {
  const own = { ...rowsOf(2), fields: () => Promise.resolve({ names: ['mood'], hasOther: false }) }

  it('are those of all of them', async () => {
    const merged = { fields: () => Promise.resolve({ names: ['why', 'mood'], hasOther: false }) }
    expect(await lookForFields(own, merged, null, signal)).toEqual({
      found: { names: ['mood', 'why'], hasOther: false },
      trouble: null,
    })
  })

  it('hold not every answer where some could not be looked at', async () => {
    const trouble = new Error('gone')
    const merged = { fields: () => Promise.reject(trouble) }
    expect(await lookForFields(own, merged, null, signal)).toEqual({
      found: { names: ['mood'], hasOther: true },
      trouble,
    })
    const lost = { ...own, fields: () => Promise.reject(trouble) }
    const found = { names: [], hasOther: true }
    expect(await lookForFields(lost, null, null, signal)).toEqual({ found, trouble })
  })

  it('are not told to whoever waits no more', async () => {
    const leaving = new AbortController()
    const merged = {
      fields: () => {
        leaving.abort(new Error('left'))
        return Promise.reject(new Error('gone'))
      },
    }
    await expect(lookForFields(own, merged, null, leaving.signal)).rejects.toThrow('left')
  })

  it('are no more than anybody has columns for', () => {
    const names = Array.from({ length: MOST_FIELDS }, (_, number) => `field ${number}`)
    expect(fieldsTogether([{ names, hasOther: false }])).toEqual({ names, hasOther: false })
    const more = { names: ['one more', 'field 0'], hasOther: false }
    expect(fieldsTogether([{ names, hasOther: false }, more])).toEqual({ names, hasOther: true })
  })
})
