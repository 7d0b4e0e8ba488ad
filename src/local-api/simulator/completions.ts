import * as z from 'zod/mini'
import { generate } from './generate.ts'
import type { Outcome } from './outcome.ts'
import { Counts, Sampling, invalidParameter } from './parameters.ts'
import { readPrompt } from './prompt.ts'
import type { SimulatedRequest } from './simulate.ts'
import { plannedOddity } from './triggers.ts'
import { generatedTokens, promptUsage, usageToWire } from './usage.ts'

const CompletionBody = z.object({
  ...Sampling,
  ...Counts,
  prompt: z.union([z.string(), z.array(z.string()).check(z.minLength(1))]),
})

/** What the endpoint writes when `max_tokens` is not given, as its contract says. */
const USUAL_MAX_TOKENS = 16

/** Answers `/v1/completions`. */
export function simulateCompletion(request: SimulatedRequest, seed: number): Outcome {
  const parsed = z.safeParse(CompletionBody, request.body)
  if (!parsed.success) return { kind: 'failure', failure: invalidParameter(parsed.error) }
  const body = parsed.data
  const prompts = typeof body.prompt === 'string' ? [body.prompt] : body.prompt
  const count = body.n ?? 1
  const generated = prompts.flatMap((text, place) =>
    Array.from({ length: count }, (_, index) =>
      generate({
        prompt: readPrompt([{ role: 'user', content: text }]),
        format: { kind: 'text' },
        tools: [],
        toolChoice: { kind: 'none' },
        stops: typeof body.stop === 'string' ? [body.stop] : (body.stop ?? []),
        maxTokens: body.max_tokens ?? USUAL_MAX_TOKENS,
        seed: seed + place * count + index,
        oddity: plannedOddity(request.customId),
      }),
    ),
  )
  const usage = {
    ...promptUsage(readPrompt([{ role: 'user', content: prompts.join('\n') }]), ''),
    completionTokens: generated.reduce((sum, choice) => sum + generatedTokens(choice), 0),
    reasoningTokens: 0,
  }
  return {
    kind: 'answer',
    statusCode: 200,
    usage,
    body: {
      id: `cmpl-${seed.toString(16).padStart(8, '0')}`,
      object: 'text_completion',
      created: request.createdAt,
      model: body.model,
      choices: generated.map((choice, index) => ({
        index,
        text: choice.kind === 'tool_call' ? '' : choice.text,
        logprobs: null,
        finish_reason: choice.kind === 'text' ? choice.end : 'stop',
      })),
      usage: usageToWire(usage),
    },
  }
}
