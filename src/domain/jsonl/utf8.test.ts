import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeUtf8 } from './utf8.ts'

const encoder = new TextEncoder()

describe('decodeUtf8', () => {
  it('reads what is valid, a genuine U+FFFD included', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'é', '東', '🗼', '\ufffd', '\ufeff') }), (text) => {
        expect(decodeUtf8(encoder.encode(text))).toEqual({ text, invalidAt: null })
      }),
    )
  })

  it('finds the first invalid byte behind any valid text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'é', '🗼', '\ufffd') }),
        fc.constantFrom([0xff], [0xc3], [0xe2, 0x80], [0xed, 0xa0, 0x80], [0xef, 0xbf]),
        (text, invalid) => {
          const bytes = Uint8Array.from([...encoder.encode(text), ...invalid, 0x20, 0xff])
          expect(decodeUtf8(bytes).invalidAt).toBe(text.length)
        },
      ),
    )
  })
})
