import { describe, expect, it } from 'vitest'
import { typedNumber } from './typed-number.ts'

describe('a number that somebody types', () => {
  it.each([
    ['4.5', '4.5'],
    [' 45 ', '45'],
    ['-3', '-3'],
    ['−3', '-3'],
    ['1e3', '1e3'],
    ['.5', '0.5'],
    ['4,5', '4.5'],
    ['-4,5', '-4.5'],
    [',5', '0.5'],
    ['0,125', '0.125'],
    ['4,1250', '4.1250'],
    ['1234,567', '1234.567'],
    ['1,234.5', '1234.5'],
    ['1,234,567', '1234567'],
    ['1.234,5', '1234.5'],
    ['1.234.567', '1234567'],
    ['10 000', '10000'],
    ['10\u00a0000,5', '10000.5'],
    ['9007199254740993', '9007199254740993'],
  ])('is read where it can mean one thing only: %s', (typed, text) => {
    expect(typedNumber(typed)).toEqual({ kind: 'number', text })
  })

  it('is named where a comma can mean two things', () => {
    expect(typedNumber('1,000')).toEqual({ kind: 'ambiguous', asThousands: '1000', asDecimals: '1.000' })
    expect(typedNumber('-12,345')).toEqual({
      kind: 'ambiguous',
      asThousands: '-12345',
      asDecimals: '-12.345',
    })
  })

  it.each(['', 'abc', '2024-05-01', '4,5,6', '1,23.4', '10 00', '4.5.6', '1 2', ',', '-', '4,', 'Infinity'])(
    'is none in “%s”',
    (typed) => {
      expect(typedNumber(typed)).toEqual({ kind: 'none' })
    },
  )
})
