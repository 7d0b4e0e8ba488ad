import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { oneLine } from './one-line.ts'
import { prettyJson } from './pretty-json.ts'

const MEGABYTES_5 = 5_000_000

describe('oneLine', () => {
  it('joins lines and marks what it leaves out', () => {
    expect(oneLine('a\n\tb\u0000c ')).toBe('a b c')
    expect(oneLine('safe\u202Egnp.exe')).toBe('safe gnp.exe')
    expect(oneLine('abcdef', 3)).toBe('abc…')
  })

  it('keeps characters whole and lines short', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 20 }), (text, length) => {
        const line = oneLine(text, length)
        expect(line.isWellFormed()).toBe(true)
        expect(line.length).toBeLessThanOrEqual(length + 1)
        expect(line).not.toMatch(/\n/)
      }),
    )
  })

  it('reads only the beginning of a long text', () => {
    expect(oneLine('x'.repeat(MEGABYTES_5))).toHaveLength(241)
  })
})

describe('prettyJson', () => {
  it('lays values out as they are written', () => {
    expect(
      prettyJson('{"id":12345678901234567890,"list":[1, 2],"none":[ ],"text":"a:{ },b"}', 1000).text,
    ).toBe(
      '{\n  "id": 12345678901234567890,\n  "list": [\n    1,\n    2\n  ],\n  "none": [],\n  "text": "a:{ },b"\n}',
    )
  })

  it('changes no value', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(JSON.parse(prettyJson(json, 1_000_000).text)).toEqual(JSON.parse(json))
      }),
    )
  })

  it('ends on hostile nesting and size', () => {
    const nested = '['.repeat(100_000) + ']'.repeat(100_000)
    expect(prettyJson(nested, 10_000)).toMatchObject({ cut: true })
    const long = prettyJson(JSON.stringify('\\"'.repeat(MEGABYTES_5 / 2)), 10_000)
    expect(long).toMatchObject({ cut: true })
    expect(long.text).toHaveLength(10_000)
  })
})
