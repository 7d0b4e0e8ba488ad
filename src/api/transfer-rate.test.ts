import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TransferRate } from './transfer-rate.ts'

describe('the rate of a transfer', () => {
  it('is not told before it means something', () => {
    const rate = new TransferRate()
    expect(rate.bytesPerSecond()).toBeNull()
    rate.note(0, 0)
    rate.note(1_000_000, 400)
    expect(rate.bytesPerSecond()).toBeNull()
  })

  it('is steady for a steady line, however the pieces fall', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 500, max: 5000 }), { minLength: 1, maxLength: 50 }),
        (pauses) => {
          const rate = new TransferRate()
          let at = 0
          rate.note(0, at)
          for (const pause of pauses) {
            at += pause
            rate.note(at * 3, at)
          }
          expect(rate.bytesPerSecond()).toBeCloseTo(3000, 5)
        },
      ),
    )
  })

  it('follows a line that becomes slow', () => {
    const rate = new TransferRate()
    for (let second = 0; second <= 20; second++) rate.note(second * 1000, second * 1000)
    for (let second = 1; second <= 20; second++) rate.note(20_000 + second, (20 + second) * 1000)
    expect(rate.bytesPerSecond()).toBeLessThan(10)
  })
})
