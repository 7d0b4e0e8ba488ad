import * as z from 'zod/mini'
import { generate, type Generated } from './generate.ts'
import type { Outcome } from './outcome.ts'
import {
  Counts,
  JsonSchema,
  MaxTokens,
  Sampling,
  invalidParameter,
  type AnswerFormat,
  type ToolChoice,
} from './parameters.ts'
import { Message, readPrompt } from './prompt.ts'
import { writeReasoning } from './reasoning.ts'
import type { SimulatedRequest } from './simulate.ts'
import { plannedOddity } from './triggers.ts'
import { generatedTokens, promptUsage, reasoningTokens, usageToWire } from './usage.ts'

const ChatBody = z.object({
  ...Sampling,
  ...Counts,
  messages: z.array(Message).check(z.minLength(1)),
  max_completion_tokens: MaxTokens,
  reasoning_effort: z.nullish(z.string()),
  response_format: z.nullish(
    z.union([
      z.object({ type: z.literal('json_schema'), json_schema: z.object({ schema: z.optional(JsonSchema) }) }),
      z.object({ type: z.enum(['text', 'json_object']) }),
    ]),
  ),
  tools: z.nullish(
    z.array(
      z.object({
        type: z.literal('function'),
        function: z.object({ name: z.string(), parameters: z.optional(JsonSchema) }),
      }),
    ),
  ),
  tool_choice: z.nullish(
    z.union([z.enum(['auto', 'none', 'required']), z.object({ function: z.object({ name: z.string() }) })]),
  ),
})
type ChatBody = z.infer<typeof ChatBody>

function formatOf({ response_format: wanted }: ChatBody): AnswerFormat {
  if (!wanted) return { kind: 'text' }
  return wanted.type === 'json_schema'
    ? { kind: 'json_schema', schema: wanted.json_schema.schema ?? {} }
    : { kind: wanted.type }
}

function toolChoiceOf({ tool_choice: choice }: ChatBody): ToolChoice {
  if (!choice) return { kind: 'auto' }
  return typeof choice === 'string' ? { kind: choice } : { kind: 'named', name: choice.function.name }
}

const EMPTY_MESSAGE = { role: 'assistant', content: null, refusal: null }

/** @param thinking handed out beside the answer, no fields where none is */
function choiceOf(generated: Generated, index: number, seed: number, thinking: object) {
  const message = { ...EMPTY_MESSAGE, ...thinking }
  switch (generated.kind) {
    case 'text':
      return {
        index,
        message: { ...message, content: generated.text },
        logprobs: null,
        finish_reason: generated.end,
      }
    case 'refusal':
      return {
        index,
        message: { ...message, refusal: generated.text },
        logprobs: null,
        finish_reason: 'stop',
      }
    case 'tool_call': {
      const call = {
        id: `call_${(seed + index).toString(36)}`,
        type: 'function',
        function: { name: generated.name, arguments: generated.input },
      }
      return {
        index,
        message: { ...message, tool_calls: [call] },
        logprobs: null,
        finish_reason: 'tool_calls',
      }
    }
  }
}

/** Answers `/v1/chat/completions`. */
export function simulateChat(request: SimulatedRequest, seed: number): Outcome {
  const parsed = z.safeParse(ChatBody, request.body)
  if (!parsed.success) return { kind: 'failure', failure: invalidParameter(parsed.error) }
  const body = parsed.data
  const prompt = readPrompt(body.messages)
  const maxTokens = body.max_completion_tokens ?? body.max_tokens ?? null
  const generated = Array.from({ length: body.n ?? 1 }, (_, index) =>
    generate({
      prompt,
      format: formatOf(body),
      tools: (body.tools ?? []).map((tool) => ({
        name: tool.function.name,
        parameters: tool.function.parameters ?? {},
      })),
      toolChoice: toolChoiceOf(body),
      stops: typeof body.stop === 'string' ? [body.stop] : (body.stop ?? []),
      maxTokens,
      seed: seed + index,
      oddity: plannedOddity(request.customId),
    }),
  )
  const reasoning = reasoningTokens(body.model, body.reasoning_effort ?? null, maxTokens, seed)
  const isTold = reasoning > 0 && body.reasoning_effort
  const thinking = isTold ? { reasoning_content: writeReasoning(prompt) } : {}
  const usage = {
    ...promptUsage(prompt, body.tools ? JSON.stringify(body.tools) : ''),
    completionTokens: generated.reduce((sum, choice) => sum + generatedTokens(choice), reasoning),
    reasoningTokens: reasoning,
  }
  return {
    kind: 'answer',
    statusCode: 200,
    usage,
    body: {
      id: `chatcmpl-${seed.toString(16).padStart(8, '0')}`,
      object: 'chat.completion',
      created: request.createdAt,
      model: body.model,
      choices: generated.map((choice, index) => choiceOf(choice, index, seed, thinking)),
      usage: usageToWire(usage),
      system_fingerprint: 'simulated',
    },
  }
}
