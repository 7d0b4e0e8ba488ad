import { describe, expect, it } from 'vitest'
import { kindOfField, plainDollars, plainTokens, rangeTrouble, valueRemark } from './field-remarks'

describe('what is said of a value to compare with', () => {
  it('depends on what the answers have in the field', () => {
    expect(kindOfField(['4', '', '5.5', 'null'])).toBe('numbers')
    expect(kindOfField(['blue', '2024-05-01', ''])).toBe('texts')
    expect(kindOfField(['4', 'four'])).toBe('both')
    expect(kindOfField(['', 'null', 'true'])).toBeNull()
  })

  it('names what is wrong, or how it is read', () => {
    const over = (value: string) => ({ comparison: 'over' as const, value })
    expect(valueRemark(over('4.5'), 'numbers')).toBeNull()
    expect(valueRemark(over('4,5'), 'numbers')).toEqual({ kind: 'hint', words: 'Read as 4.5.' })
    expect(valueRemark(over('abc'), 'numbers')).toEqual({ kind: 'error', words: 'Enter a number.' })
    expect(valueRemark(over('1,000'), 'numbers')?.words).toBe(
      'Enter 1000 or 1.000: the comma could mean either.',
    )
    expect(valueRemark(over('4.5'), 'texts')?.kind).toBe('error')
    expect(valueRemark(over('2024-05-01'), 'texts')?.words).toBe('Compared as text, character by character.')
    expect(valueRemark(over('abc'), 'both')?.kind).toBe('hint')
    expect(valueRemark(over('abc'), null)?.kind).toBe('hint')
    expect(valueRemark(over(' '), 'numbers')).toBeNull()
    expect(valueRemark({ comparison: 'is', value: 'abc' }, 'numbers')).toBeNull()
    expect(valueRemark({ comparison: 'contains', value: 'abc' }, 'numbers')).toBeNull()
  })
})

describe('the ends of a range', () => {
  it('stand in their order', () => {
    expect(rangeTrouble('50', '40')).toBe('Enter 50 or more.')
    expect(rangeTrouble('0.0000000000002', '0.0000000000001')).toBe('Enter 0.0000000000002 or more.')
    for (const [from, to] of [
      ['40', '50'],
      ['50', '50'],
      ['', '40'],
      ['50', ''],
    ] as const)
      expect(rangeTrouble(from, to)).toBeNull()
  })

  it('are read as they are typed, and nothing is dropped from what is no number', () => {
    expect(['1000', ' 1,000', '1 000 000', '4,5', '12k'].map(plainTokens)).toEqual([
      '1000',
      '1000',
      '1000000',
      '4,5',
      '12k',
    ])
    expect(['$0.002', '0,002', '0.5 $', '1,000', '1e-3', 'x'].map(plainDollars)).toEqual([
      '0.002',
      '0.002',
      '0.5',
      '1,000',
      '1e-3',
      'x',
    ])
  })
})
