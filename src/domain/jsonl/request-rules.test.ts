import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkRequest, checkRequestLine } from './request-rules.ts'

const encoder = new TextEncoder()

const good = {
  custom_id: 'colorado',
  method: 'POST',
  url: '/v1/chat/completions',
  body: { model: 'some/model', messages: [{ role: 'user', content: 'What is the capital of Colorado?' }] },
}

function kindsOf(value: unknown): string[] {
  const verdict = checkRequest(value, 100)
  return verdict.ok ? [] : verdict.problems.map((problem) => problem.kind)
}

function kindOfLine(text: string, isFirst = false): string | null {
  const verdict = checkRequestLine(encoder.encode(text), isFirst)
  return verdict.ok ? null : (verdict.problems[0]?.kind ?? null)
}

describe('checkRequest', () => {
  it('reads a good request', () => {
    expect(checkRequest(good, 100)).toEqual({
      ok: true,
      request: { customId: 'colorado', url: '/v1/chat/completions', model: 'some/model', body: good.body },
    })
  })

  it.each([
    ['a number instead of an object', 5, ['not_an_object']],
    ['an array', [good], ['not_an_object']],
    ['no custom_id', { ...good, custom_id: undefined }, ['missing_field']],
    ['a number as custom_id', { ...good, custom_id: 7 }, ['wrong_type']],
    ['an empty custom_id', { ...good, custom_id: '' }, ['empty_custom_id']],
    ['65 characters', { ...good, custom_id: 'x'.repeat(65) }, ['custom_id_too_long']],
    [
      '33 characters of two bytes',
      { ...good, custom_id: 'é'.repeat(33) },
      ['custom_id_too_long', 'custom_id_characters'],
    ],
    ['a space', { ...good, custom_id: 'row 1' }, ['custom_id_characters']],
    ['GET', { ...good, method: 'GET' }, ['wrong_method']],
    ['post in small letters', { ...good, method: 'post' }, ['wrong_method']],
    ['another url', { ...good, url: '/v1/audio' }, ['unknown_url']],
    ['a body that is text', { ...good, body: 'hello' }, ['wrong_type']],
    ['no body', { ...good, body: null }, ['missing_field']],
    ['no model', { ...good, body: { messages: [] } }, ['missing_field']],
    ['an empty model', { ...good, body: { model: '' } }, ['missing_field']],
    ['everything wrong', {}, ['missing_field', 'missing_field', 'missing_field', 'missing_field']],
  ])('refuses %s', (_, value, kinds) => {
    expect(kindsOf(value)).toEqual(kinds)
  })

  it('takes a custom_id of exactly 64 bytes', () => {
    expect(kindsOf({ ...good, custom_id: 'x'.repeat(64) })).toEqual([])
  })

  it('measures the body, not the line', () => {
    const content = 'x'.repeat(10_000_000)
    const large = { ...good, body: { model: 'm', messages: [{ role: 'user', content }] } }
    expect(checkRequest(large, 10_000_100)).toMatchObject({
      ok: false,
      problems: [{ kind: 'body_too_large' }],
    })
    expect(checkRequest({ ...good, note: content }, 10_000_100)).toMatchObject({ ok: true })
  })

  it('has an opinion on any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(checkRequest(value, 10).ok).toBe(false)
      }),
    )
  })
})

describe('checkRequestLine', () => {
  it('tells a byte order mark from other bad JSON', () => {
    expect(kindOfLine(`\ufeff${JSON.stringify(good)}`, true)).toBe('byte_order_mark')
    expect(kindOfLine(`\ufeff${JSON.stringify(good)}`)).toBe('invalid_json')
  })

  it('refuses bytes that are no UTF-8', () => {
    const verdict = checkRequestLine(Uint8Array.of(0x7b, 0xff, 0x7d), false)
    expect(verdict).toEqual({ ok: false, problems: [{ kind: 'invalid_utf8' }] })
  })

  it.each(['{', '{"custom_id": "a"', "{'custom_id': 'a'}", 'undefined'])('refuses %s', (text) => {
    expect(kindOfLine(text)).toBe('invalid_json')
  })
})
