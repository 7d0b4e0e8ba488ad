import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { visiblePieces, withCodes } from './invisible.ts'
import { jsonEntries, jsonKind } from './json-entries.ts'
import { linkAddress } from './link-address.ts'
import { hasMarkdown, markdownGate } from './markdown-gate.ts'

describe('Markdown', () => {
  it.each([
    '# Title',
    'a **word**',
    '- one\n- two',
    '1. one',
    '| a | b |',
    '[x](y)',
    'see https://a.example',
    'A\n===',
  ])('is found in %j', (text) => expect(hasMarkdown(text)).toBe(true))

  it.each(['Plain words, and a sum: 3 - 2 = 1.', 'One.\nTwo.', 'It costs 5 (or 6)!'])(
    'is not found in %j',
    (text) => expect(hasMarkdown(text)).toBe(false),
  )

  it('is looked for in one pass, whatever stands there', () => {
    // One pass for each bracket would take an hour: the time limit of a test is the assertion.
    expect(hasMarkdown('['.repeat(1_000_000))).toBe(false)
    expect(hasMarkdown(`${'['.repeat(200_000)}x](y)`)).toBe(true)
    expect(hasMarkdown('[x] '.repeat(200_000))).toBe(false)
  })

  it.each([
    ['x'.repeat(60_001), 'long'],
    ['a\n'.repeat(2_001), 'long'],
    ['*'.repeat(4_001), 'tangled'],
    ['>'.repeat(30), 'tangled'],
    ['- '.repeat(30), 'tangled'],
    [`${' '.repeat(120)}- deep`, 'tangled'],
    ['x'.repeat(2_000), 'tangled'],
    ['> - a quoted list', null],
    // Each becomes "[U+200B]".
    [' \u200B'.repeat(10_000), 'long'],
    [' \u200B'.repeat(2_500), 'tangled'],
    [' \u200B'.repeat(1_000), null],
  ])('of %#, is gated as it should', (text, gate) => {
    expect(markdownGate(text)).toBe(gate)
  })
})

describe('characters that cannot be seen', () => {
  it('are shown by their codes', () => {
    expect(visiblePieces('a\u202Eb\u200B\u{E0041}')).toEqual([
      { kind: 'seen', text: 'a' },
      { kind: 'unseen', code: 'U+202E' },
      { kind: 'seen', text: 'b' },
      { kind: 'unseen', code: 'U+200B' },
      { kind: 'unseen', code: 'U+E0041' },
    ])
    expect(visiblePieces('a\u200Db')).toHaveLength(3)
    expect(withCodes('half \uD83D, whole \u{1F600}')).toBe('half [U+D83D], whole \u{1F600}')
  })

  it.each(['', 'plain\n\ttext', '👩‍👩‍👧', 'می‌خواهم', 'क्‍ष'])('are not what holds %j together', (text) => {
    expect(visiblePieces(text)).toEqual([{ kind: 'seen', text }])
  })

  it('are all that is left out', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const read = visiblePieces(text).map((piece) =>
          piece.kind === 'seen' ? piece.text : String.fromCodePoint(Number.parseInt(piece.code.slice(2), 16)),
        )
        expect(read.join('')).toBe(text)
      }),
    )
  })
})

describe('a link', () => {
  it.each(['https://a.example/b', 'http://a.example/', 'mailto:a@b.example'])(
    'to %s is followed',
    (address) => {
      expect(linkAddress(address)).toBe(address)
    },
  )

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    '/batches',
    '#x',
    'vbscript:x',
    '',
  ])('to %j is not', (address) => expect(linkAddress(address)).toBeNull())
})

describe('the entries of JSON', () => {
  it('are what was written', () => {
    expect(jsonEntries('{"a\\"b": 12345678901234567890 , "c":[1,{"d":2}], "e" : "x,}"}')).toEqual([
      { name: 'a"b', json: '12345678901234567890' },
      { name: 'c', json: '[1,{"d":2}]' },
      { name: 'e', json: '"x,}"' },
    ])
    expect(jsonEntries('[ ]')).toEqual([])
    expect(['{}', '[1]', '"a"', 'null'].map(jsonKind)).toEqual(['object', 'array', 'text', 'other'])
  })

  it('are the same values as a parser reads', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.constantFrom(0, 2), (values, indent) => {
        const read = jsonEntries(JSON.stringify(values, null, indent)).map(({ json }): unknown =>
          JSON.parse(json),
        )
        expect(read).toEqual(JSON.parse(JSON.stringify(values)))
      }),
    )
  })
})
