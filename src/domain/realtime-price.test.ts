import { describe, expect, it } from 'vitest'
import { formatUsd } from './money.ts'
import { realtimeEndpointOf, realtimePriceOf } from './realtime-price.ts'

const PRICE = { input: '0.16', output: '0.80' }

function chat(content: unknown, options: Record<string, unknown> = {}) {
  const body = { model: 'a/model', messages: [{ role: 'user', content }], ...options }
  return realtimePriceOf('/v1/chat/completions', body, PRICE)
}

describe('the price of one request sent at once', () => {
  it('has the tokens of its text, and at most those of the limit for the answer', () => {
    const price = chat('What is the capital of Colorado?', { max_tokens: 500, n: 2 })
    expect(price.inputTokens).toBeGreaterThan(7)
    expect(price.inputTokens).toBeLessThan(20)
    expect(price.answer).toMatchObject({ kind: 'limited', tokens: 1000 })
    expect(price.answer.kind === 'limited' ? formatUsd(price.answer.cost) : '').toBe('$0.0008')
  })

  it('is open where the request sets no limit, and only the input where nothing is generated', () => {
    const open = chat('Hello').answer
    expect(open.kind === 'open' ? formatUsd(open.costOfThousand) : '').toBe('$0.0008')
    const body = { model: 'e', input: ['one', 'two'] }
    expect(realtimePriceOf('/v1/embeddings', body, { input: '0.04', output: null }).answer).toEqual({
      kind: 'none',
    })
  })

  it('says when a picture is not counted', () => {
    const picture = (url: string) => chat([{ type: 'image_url', image_url: { url } }]).isInputPartial
    expect(picture('https://images.example/a.jpg')).toBe(true)
    expect(chat('Hello').isInputPartial).toBe(false)
  })
})

it('only some endpoints answer at once', () => {
  expect(realtimeEndpointOf('/v1/responses')).toBe('/v1/responses')
  expect(realtimeEndpointOf('/v1/completions')).toBeNull()
  expect(realtimeEndpointOf('https://api.example/v1/responses')).toBeNull()
})
