import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FirstLookReader, checkNameAndSize } from './first-look.ts'

function lookAt(text: string, cuts: readonly number[] = []) {
  const bytes = new TextEncoder().encode(text)
  const reader = new FirstLookReader()
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  for (let index = 1; index < places.length; index += 1) {
    reader.push(bytes.slice(places[index - 1], places[index]))
  }
  return reader.finish()
}

const line = (id: string) =>
  `{"custom_id":"${id}","method":"POST","url":"/v1/embeddings","body":{"model":"sim/any","input":"é"}}`

describe('first look at a file', () => {
  it('counts requests and reads endpoint and model of the first', () => {
    expect(lookAt(`\r\n${line('a')}\r\n\n${line('b')}`)).toEqual({
      requests: 2,
      endpoint: '/v1/embeddings',
      model: 'sim/any',
      problems: [],
    })
  })

  it('sees the same however the file is cut into chunks', () => {
    const text = `${line('a')}\n${line('ü'.repeat(3))}\n\n${line('c')}\n`
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 20 }), (cuts) => {
        expect(lookAt(text, cuts)).toEqual(lookAt(text))
      }),
    )
  })

  it.each([
    ['', 'no requests'],
    ['\n \n', 'no requests'],
    ['\uFEFF{}', 'byte order mark'],
    ['[', 'not one JSON object'],
    ['{"custom_id":"a","method":"GET","url":"/v1/embeddings","body":{"model":"m"}}', 'must be “POST”'],
    ['{"custom_id":"a","method":"POST","url":"/v1/images","body":{"model":"m"}}', 'no batch endpoint'],
    ['{"custom_id":"a b","method":"POST","url":"/v1/embeddings","body":{}}', 'body.model'],
  ])('says what is wrong with %j', (text, words) => {
    expect(
      lookAt(text)
        .problems.map(({ message }) => message)
        .join(' '),
    ).toContain(words)
  })

  it('stops a file with too many requests', () => {
    const text = `${line('a')}\n`.repeat(50_001)
    expect(lookAt(text)).toMatchObject({ requests: 50_001, problems: [{ severity: 'error' }] })
  })
})

describe('name and size', () => {
  it('warns between the two limits that servers use and stops above', () => {
    const severities = (bytes: number) => checkNameAndSize('a.jsonl', bytes).map(({ severity }) => severity)
    expect(severities(200_000_000)).toEqual([])
    expect(severities(200_000_001)).toEqual(['warning'])
    expect(severities(209_715_201)).toEqual(['error'])
    expect(severities(0)).toEqual(['error'])
  })

  it('warns of another kind of file', () => {
    expect(checkNameAndSize('table.csv', 10)).toMatchObject([{ severity: 'warning' }])
    expect(checkNameAndSize('DATA.JSONL', 10)).toEqual([])
  })
})
