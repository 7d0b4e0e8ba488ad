import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseUsd } from './money.ts'
import { priceFinder, readPrice, readTypedPrice, withPricesOf } from './own-prices.ts'
import { findPrice, MODEL_PRICES } from './prices.ts'

const KNOWN = 'openai/gpt-oss-20b'

describe('a person’s own prices', () => {
  it('come before the snapshot’s, for their model and window only', () => {
    const find = priceFinder(withPricesOf([], KNOWN, { '24h': { input: '9', output: '9' } }))
    expect(find(KNOWN, '24h')).toEqual({ input: '9', output: '9' })
    expect(find(KNOWN, '1h')).toEqual(findPrice(KNOWN, '1h'))
    for (const { id } of MODEL_PRICES.filter((model) => model.id !== KNOWN)) {
      expect(find(id, '24h')).toEqual(findPrice(id, '24h'))
    }
  })

  it('price models and nothing else: no name finds what an object inherits', () => {
    const find = priceFinder([])
    expect(find('constructor', '24h')).toBeNull()
    expect(find(KNOWN, '__proto__')).toBeNull()
  })

  it('give way to the snapshot again when they are taken back', () => {
    const own = withPricesOf([], KNOWN, { '1h': { input: '1', output: '2' } })
    const other = withPricesOf(own, 'mine/own', { '24h': { input: '1', output: null } })
    const back = withPricesOf(other, KNOWN, {})
    expect(back.map(({ model }) => model)).toEqual(['mine/own'])
    expect(priceFinder(back)(KNOWN, '1h')).toEqual(findPrice(KNOWN, '1h'))
  })
})

describe('a price as it is typed', () => {
  it.each([
    ['0.05', '0.05'],
    [' $ 1.50 ', '1.5'],
    ['000.5', '0.5'],
    ['0', '0'],
    ['0.000000001', '0.000000001'],
  ])('%j is %s', (typed, price) => {
    expect(readPrice(typed)).toBe(price)
  })

  it.each(['', '0,05', '1e3', '-1', '.5', '5.', '0.0000000001', '1000000', 'free', '1.2.3', 'NaN'])(
    'refuses %j',
    (typed) => {
      expect(readPrice(typed)).toBeNull()
    },
  )

  it('is kept to the last digit', () => {
    fc.assert(
      fc.property(fc.nat({ max: 999_999 }), fc.nat({ max: 999_999_999 }), (whole, fraction) => {
        const text = `${whole}.${String(fraction).padStart(9, '0')}`
        expect(parseUsd(readPrice(text) ?? '')).toBe(parseUsd(text))
      }),
    )
  })

  it('needs both sides, save where nothing is generated', () => {
    expect(readTypedPrice({ input: '', output: ' ' }, false)).toEqual({ kind: 'none' })
    expect(readTypedPrice({ input: '1', output: '' }, false)).toMatchObject({
      kind: 'wrong',
      output: expect.stringContaining('0 where'),
    })
    expect(readTypedPrice({ input: '', output: '1' }, false)).toMatchObject({
      kind: 'wrong',
      input: expect.stringContaining('0 where'),
    })
    expect(readTypedPrice({ input: '1', output: '' }, true)).toEqual({
      kind: 'price',
      price: { input: '1', output: null },
    })
    expect(readTypedPrice({ input: 'a', output: 'b' }, false)).toMatchObject({
      input: expect.stringContaining('9 digits'),
    })
  })
})
