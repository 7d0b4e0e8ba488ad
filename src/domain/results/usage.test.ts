import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readUsage } from './usage.ts'

describe('readUsage', () => {
  it('reads a chat completion', () => {
    const usage = {
      prompt_tokens: 20,
      completion_tokens: 10,
      prompt_tokens_details: { cached_tokens: 5 },
      completion_tokens_details: { reasoning_tokens: 4 },
    }
    expect(readUsage({ usage })).toEqual({ input: 20, cached: 5, output: 10, reasoning: 4 })
  })

  it('reads a response', () => {
    const usage = { input_tokens: 7, output_tokens: 3, input_tokens_details: { cached_tokens: 2 } }
    expect(readUsage({ usage })).toEqual({ input: 7, cached: 2, output: 3, reasoning: 0 })
  })

  it('reads embeddings, which have no output', () => {
    expect(readUsage({ usage: { prompt_tokens: 9, total_tokens: 9 } })).toMatchObject({ input: 9, output: 0 })
  })

  it('counts whole tokens or none', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('prompt_tokens', 'output_tokens'), fc.jsonValue()),
        (usage) => {
          const read = readUsage({ usage })
          for (const tokens of Object.values(read ?? {})) {
            expect(Number.isSafeInteger(tokens) && tokens >= 0).toBe(true)
          }
        },
      ),
    )
    expect(readUsage('text')).toBeNull()
  })
})
