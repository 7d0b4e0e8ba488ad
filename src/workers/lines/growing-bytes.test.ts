import fc from 'fast-check'
import { expect, test } from 'vitest'
import { GrowingBytes } from './growing-bytes.ts'

test('any stretch of what has arrived can be read, in whatever pieces it came', async () => {
  const pieces = fc.array(fc.uint8Array({ minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(pieces, fc.nat(), fc.nat(), async (arrived, one, other) => {
      const bytes = new GrowingBytes(50)
      for (const piece of arrived) bytes.append(piece)
      const whole = arrived.flatMap((piece) => [...piece])
      expect(bytes.size).toBe(whole.length)
      const [from = 0, to = 0] = [one, other].map((at) => at % (whole.length + 1)).sort((a, b) => a - b)
      expect([...(await bytes.read(from, to))]).toEqual(whole.slice(from, to))
    }),
  )
})
