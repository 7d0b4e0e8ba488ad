import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { estimateOf, type MoneyRange } from '../domain/estimate/estimate.ts'
import type { ModelSizes } from '../domain/estimate/size-tally.ts'
import { IntakeChecker } from '../domain/intake/intake-checker.ts'
import { mainFormOf } from '../domain/estimate/assumptions.ts'
import { type PastUse, pastUseOf } from '../domain/estimate/past-use.ts'
import { withoutExperience } from '../domain/estimate/input-size.ts'
import { type Money, parseUsd } from '../domain/money.ts'
import { findPrice, type PriceTier } from '../domain/prices.ts'
import { createHarness, requestLine, textAt } from './testing/harness.ts'

const CHEAP = 'Qwen/Qwen3-VL-30B-A3B-Instruct-FP8'

type Line = ReturnType<typeof requestLine>

function sizesOf(lines: readonly Line[]) {
  const checker = new IntakeChecker({ name: 'input.jsonl', isUnpacked: false })
  checker.push(new TextEncoder().encode(lines.map((line) => JSON.stringify(line)).join('\n')))
  return checker.finish().sizes
}

function rangeOf(
  lines: readonly Line[],
  tier: PriceTier,
  pastUseFor: (sizes: ModelSizes) => PastUse | null,
): MoneyRange {
  const { range } = estimateOf(sizesOf(lines), findPrice, pastUseFor).costs[tier]
  if (!range) throw new Error('No price.')
  return range
}

/** Runs the lines and tells what the server bills. */
async function bill(
  lines: readonly Line[],
  window: '24h' | '1h',
): Promise<{ cost: Money; input: number; output: number }> {
  const harness = createHarness()
  try {
    await harness.setRate(5_000)
    const endpoint = lines[0]?.url ?? ''
    const batch = await harness.start(lines, { completion_window: window, endpoint })
    await harness.advance(3_600)
    const analytics = await harness.json('GET', `/batches/${textAt(batch, 'id')}/analytics`)
    return {
      cost: parseUsd(textAt(analytics, 'total_cost')),
      input: Number(analytics['total_prompt_tokens']),
      output: Number(analytics['total_completion_tokens']),
    }
  } finally {
    await harness.stop()
  }
}

const TOPICS = [
  'tide tables',
  'the flag of Chad',
  'bridges of cast iron',
  'how yeast works',
  'sleep of swifts',
]

function chat(rows: number, body: (topic: string, index: number) => Record<string, unknown>): Line[] {
  return Array.from({ length: rows }, (_, index) =>
    requestLine(`row-${index}`, { model: CHEAP, ...body(TOPICS[index % TOPICS.length] ?? '', index) }),
  )
}

const ask = (content: string) => ({ messages: [{ role: 'user', content }] })

const FILES: Record<string, Line[]> = {
  'short questions': chat(40, (topic) => ask(`What should a beginner know about ${topic}?`)),
  'instructions and long texts': chat(20, (topic) => ({
    messages: [
      { role: 'system', content: 'You summarise reports for busy readers. Keep names and figures.' },
      {
        role: 'user',
        content: `Summarise in three sentences. ${`The committee met again to talk about ${topic} and found little new. `.repeat(30)}`,
      },
    ],
    max_tokens: 300,
  })),
  'choices of one word': chat(30, (topic) => ask(`Is this text about ${topic} either good or bad?`)),
  'German questions': chat(30, (topic) =>
    ask(`Erkläre bitte kurz und verständlich, was man über ${topic} wissen sollte.`),
  ),
  'tight limits': chat(30, (topic) => ({ ...ask(`Write a story about ${topic}.`), max_tokens: 20 })),
  schemas: chat(30, (topic) => ({
    ...ask(`Extract the facts: ${topic} were first described in 1872 in Lisbon.`),
    response_format: {
      type: 'json_schema',
      json_schema: {
        name: 'facts',
        schema: {
          type: 'object',
          properties: { subject: { type: 'string' }, year: { type: 'integer' }, city: { type: 'string' } },
          required: ['subject', 'year', 'city'],
        },
      },
    },
  })),
  'a model that thinks': chat(30, (topic) => ({ ...ask(`Explain ${topic}.`), model: 'openai/gpt-oss-20b' })),
  embeddings: Array.from({ length: 30 }, (_, index) => ({
    ...requestLine(`row-${index}`, {}, '/v1/embeddings'),
    body: {
      model: 'Qwen/Qwen3-Embedding-8B',
      messages: [],
      input: `A note about ${TOPICS[index % 5]} for the archive.`,
    },
  })),
  'the sample': readFileSync('public/samples/sample-requests.jsonl', 'utf8')
    .trim()
    .split('\n')
    .map((line): Line => JSON.parse(line)),
}

describe('the estimate before and the bill after', () => {
  it.each(Object.entries(FILES))('agree for %s', async (_, lines) => {
    for (const window of ['24h', '1h'] as const) {
      const { low, high } = rangeOf(lines, window, () => null)
      const { cost } = await bill(lines, window)
      expect({ cost, isInRange: low <= cost && cost <= high }).toEqual({ cost, isInRange: true })
    }
  })

  it('come close once a batch of the same file has run', async () => {
    const lines = FILES['short questions'] ?? []
    const { cost, input, output } = await bill(lines, '24h')
    const past = (sizes: ModelSizes) =>
      pastUseOf(
        [
          {
            model: CHEAP,
            form: 'text',
            fingerprint: 'same',
            rows: lines.length,
            choices: lines.length,
            estimatedInput: withoutExperience(sizes).likely,
            actualInput: input,
            actualOutput: output,
          },
        ],
        { model: CHEAP, form: mainFormOf(sizes), fingerprint: 'same' },
      )
    const { low, likely, high } = rangeOf(lines, '24h', past)
    expect(Number(likely) / Number(cost)).toBeCloseTo(1, 2)
    expect(Number(high) / Number(low)).toBeLessThan(2)
  })
})
