import { describe, expect, it } from 'vitest'
import { pastUseOf, type UseRecord } from './past-use.ts'

const record = (changes: Partial<UseRecord>): UseRecord => ({
  model: 'm',
  form: 'text',
  fingerprint: null,
  rows: 100,
  choices: 100,
  estimatedInput: 1_000,
  actualInput: 1_100,
  actualOutput: 5_000,
  ...changes,
})

const WANTED = { model: 'm', form: 'text', fingerprint: 'f' } as const

describe('what earlier batches say', () => {
  it('is nothing without a batch of the same model and form', () => {
    expect(pastUseOf([], WANTED)).toBeNull()
    const others = [record({ model: 'other' }), record({ form: 'schema' }), record({ rows: 0 })]
    expect(pastUseOf(others, WANTED)).toBeNull()
  })

  it('weighs batches by their size and spans them all', () => {
    const past = pastUseOf([record({}), record({ choices: 900, actualOutput: 9_000 })], WANTED)
    expect(past?.batches).toBe(2)
    expect(past?.answer?.likely).toBe(14)
    expect(past?.answer?.low).toBe(5)
    expect(past?.answer?.high).toBe(100)
    expect(past?.input.likely).toBe(1.1)
  })

  it('believes batches of the same file more than all others', () => {
    const past = pastUseOf(
      [record({ fingerprint: 'g', actualOutput: 1 }), record({ fingerprint: 'f' })],
      WANTED,
    )
    expect(past).toMatchObject({ batches: 1, isSameFile: true, answer: { low: 40, likely: 50, high: 62.5 } })
  })

  it('says nothing of answers where none was written', () => {
    expect(pastUseOf([record({ actualOutput: 0 })], WANTED)?.answer).toBeNull()
  })
})
