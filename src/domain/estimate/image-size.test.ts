import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sizeOfDataUrl } from './image-size.ts'
import { imageTokens } from './image-tokens.ts'

function dataUrl(type: string, bytes: readonly number[]): string {
  return `data:image/${type};base64,${Buffer.from(bytes).toString('base64')}`
}

const hex = (text: string) => [...Buffer.from(text, 'hex')]
const letters = (text: string) => [...text].map((letter) => letter.charCodeAt(0))
const big = (value: number, bytes: number) =>
  Array.from({ length: bytes }, (_, index) => (value >>> (8 * (bytes - 1 - index))) & 0xff)
const little = (value: number, bytes: number) => big(value, bytes).toReversed()

const PICTURES = {
  png: (width: number, height: number) => [
    0x89,
    ...letters('PNG\r\n\u001a\n'),
    ...big(13, 4),
    ...letters('IHDR'),
    ...big(width, 4),
    ...big(height, 4),
  ],
  gif: (width: number, height: number) => [...letters('GIF89a'), ...little(width, 2), ...little(height, 2)],
  jpeg: (width: number, height: number) => [
    ...hex('ffd8ffe1'),
    ...big(5002, 2),
    ...Array.from({ length: 5000 }, () => 0x20),
    ...hex('ffffc40002ffc2001108'),
    ...big(height, 2),
    ...big(width, 2),
  ],
  'webp extended': (width: number, height: number) => [
    ...letters('RIFF0000WEBPVP8X'),
    ...big(0, 8),
    ...little(width - 1, 3),
    ...little(height - 1, 3),
  ],
  'webp lossless': (width: number, height: number) => [
    ...letters('RIFF0000WEBPVP8L'),
    ...big(0, 4),
    0x2f,
    ...little((width - 1) | ((height - 1) << 14), 4),
  ],
  'webp lossy': (width: number, height: number) => [
    ...letters('RIFF0000WEBPVP8 '),
    ...big(0, 4),
    ...hex('0000009d012a'),
    ...little(width, 2),
    ...little(height, 2),
  ],
}

describe('the size of a picture', () => {
  it.each(Object.entries(PICTURES))('is read from %s', (type, picture) => {
    for (const [width, height] of [
      [1, 1],
      [640, 480],
      [8_191, 16_000],
    ] as const) {
      expect(sizeOfDataUrl(dataUrl(type, picture(width, height)))).toEqual({ width, height })
    }
  })

  it.each([
    'data:image/png;base64,',
    'data:image/png;base64,iVBORw0KGgo',
    'data:image/svg+xml,<svg/>',
    'data:image/jpeg;base64,/9j/4AAQ',
    'data:image/webp;base64,UklGRgAAAABXRUJQ',
    'data:application/pdf;base64,JVBERi0xLjcK',
    'data:,',
    dataUrl('png', PICTURES.png(0, 5)),
  ])('is not guessed for %s', (url) => {
    expect(sizeOfDataUrl(url)).toBeNull()
  })

  it('is read from anything without a crash', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(PICTURES)),
        fc.nat(60),
        fc.nat(255),
        (picture, at, value) => {
          const bytes = picture(300, 200)
          bytes[at] = value
          const size = sizeOfDataUrl(dataUrl('png', bytes))
          expect(size === null || (size.width > 0 && size.height > 0)).toBe(true)
        },
      ),
    )
  })
})

describe('the tokens of a picture', () => {
  it.each([
    [{ width: 1024, height: 1024 }, 'Qwen/Qwen3-VL-30B-A3B-Instruct-FP8', 1_026],
    [{ width: 1120, height: 560 }, 'allenai/olmOCR-2-7B-1025-FP8', 802],
    [{ width: 1, height: 1 }, 'Qwen/Qwen3-VL-30B-A3B-Instruct-FP8', 66],
    [{ width: 8_192, height: 8_192 }, 'some/other', 16_386],
  ])('of %o for %s', (size, model, tokens) => {
    expect(imageTokens(size, model)).toBe(tokens)
  })

  it('are bounded for every shape', () => {
    const side = fc.integer({ min: 1, max: 100_000 })
    fc.assert(
      fc.property(side, side, (width, height) => {
        const tokens = imageTokens({ width, height }, 'Qwen/Qwen3.5-9B')
        expect(Number.isInteger(tokens)).toBe(true)
        expect(tokens).toBeGreaterThan(0)
        expect(tokens).toBeLessThan(30_000)
      }),
    )
  })
})
