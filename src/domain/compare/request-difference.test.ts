import { describe, expect, it } from 'vitest'
import { readRequest } from '../results/request.ts'
import { asksTheSame, requestDifferences } from './request-difference.ts'

const request = (more: object) =>
  readRequest({ model: 'small', messages: [{ role: 'user', content: 'Hello' }], temperature: 0.5, ...more })

describe('in what two requests differ', () => {
  it('is nothing for requests that say the same in another order', () => {
    const one = request({ response_format: { type: 'json_object', strict: true } })
    expect(
      requestDifferences(one, request({ response_format: { strict: true, type: 'json_object' } })),
    ).toEqual([])
  })

  it('names the model, options on either side, and what is too long to quote', () => {
    const other = request({
      model: 'large',
      temperature: 1,
      max_tokens: 5,
      messages: [{ role: 'user', content: 'Bye' }],
    })
    expect(requestDifferences(request({}), other)).toEqual([
      { name: 'model', values: { left: 'small', right: 'large' } },
      { name: 'messages', values: null },
      { name: 'temperature', values: { left: '0.5', right: '1' } },
      { name: 'max_tokens', values: { left: null, right: '5' } },
    ])
    expect(asksTheSame(request({}), other)).toBe(false)
    expect(asksTheSame(request({}), request({ model: 'large' }))).toBe(true)
  })
})
