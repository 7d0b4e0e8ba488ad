import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffTexts } from './text-diff.ts'

/** A text with its changes in brackets. */
const marked = (pieces: readonly { text: string; isChanged: boolean }[]) =>
  pieces.map(({ text, isChanged }) => (isChanged ? `[${text}]` : text)).join('')

function diff(left: string, right: string): [string, string] {
  const found = diffTexts(left, right)
  return [marked(found.left), marked(found.right)]
}

describe('what differs between two texts', () => {
  it('is marked by words, changed words in a row as one', () => {
    expect(diff('A red car drives.', 'A very blue car drives!')).toEqual([
      'A [red] car drives[.]',
      'A [very blue] car drives[!]',
    ])
    expect(diff('price: 3.92', 'price: 37.56')).toEqual(['price: [3.92]', 'price: [37.56]'])
    expect(diff('Größe: 十二月', 'Größe: 十月')).toEqual(['Größe: 十[二]月', 'Größe: 十月'])
    expect(diff('', 'new')).toEqual(['', '[new]'])
  })

  it('loses no character, and marks nothing in equal texts', () => {
    const texts = fc
      .array(fc.constantFrom('a', 'b', ' ', '\n', '😀', '\ud800', '9.5', '字'))
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(texts, texts, (left, right) => {
        const found = diffTexts(left, right)
        expect(found.left.map(({ text }) => text).join('')).toBe(left)
        expect(found.right.map(({ text }) => text).join('')).toBe(right)
        expect(diffTexts(left, left).left.some(({ isChanged }) => isChanged)).toBe(false)
      }),
    )
  })

  it('goes by lines where texts are long', () => {
    const lines = Array.from({ length: 5000 }, (_, line) => `This is line ${line} of a long answer.`)
    const found = diffTexts(lines.join('\n'), lines.with(2500, 'Another one.').join('\n'))
    expect(found.left.filter(({ isChanged }) => isChanged).map(({ text }) => text)).toEqual([
      'This is line 2500 of a long answer.\n',
    ])
  })
})
