import * as z from 'zod/mini'
import { generate, type Generated } from './generate.ts'
import type { Outcome } from './outcome.ts'
import {
  JsonSchema,
  MaxTokens,
  Sampling,
  invalidParameter,
  type AnswerFormat,
  type ToolChoice,
} from './parameters.ts'
import { Message, readPrompt, type Prompt } from './prompt.ts'
import { writeReasoning } from './reasoning.ts'
import type { SimulatedRequest } from './simulate.ts'
import { plannedOddity } from './triggers.ts'
import { generatedTokens, promptUsage, reasoningTokens } from './usage.ts'

const ResponsesBody = z.object({
  ...Sampling,
  input: z.union([z.string(), z.array(Message).check(z.minLength(1))]),
  instructions: z.nullish(z.string()),
  max_output_tokens: MaxTokens,
  reasoning: z.nullish(z.object({ effort: z.nullish(z.string()), summary: z.nullish(z.string()) })),
  text: z.nullish(
    z.object({
      format: z.nullish(
        z.union([
          z.object({ type: z.literal('json_schema'), schema: JsonSchema }),
          z.object({ type: z.enum(['text', 'json_object']) }),
        ]),
      ),
    }),
  ),
  tools: z.nullish(
    z.array(z.object({ type: z.string(), name: z.optional(z.string()), parameters: z.nullish(JsonSchema) })),
  ),
  tool_choice: z.nullish(z.union([z.enum(['auto', 'none', 'required']), z.object({ name: z.string() })])),
})
type ResponsesBody = z.infer<typeof ResponsesBody>

function formatOf(body: ResponsesBody): AnswerFormat {
  const format = body.text?.format
  if (!format) return { kind: 'text' }
  return format.type === 'json_schema'
    ? { kind: 'json_schema', schema: format.schema }
    : { kind: format.type }
}

function toolChoiceOf({ tool_choice: choice }: ResponsesBody): ToolChoice {
  if (!choice) return { kind: 'auto' }
  return typeof choice === 'string' ? { kind: choice } : { kind: 'named', name: choice.name }
}

function outputOf(generated: Generated, seed: number) {
  const id = seed.toString(16).padStart(8, '0')
  if (generated.kind === 'tool_call') {
    const { name, input } = generated
    return {
      id: `fc_${id}`,
      type: 'function_call',
      status: 'completed',
      call_id: `call_${id}`,
      name,
      arguments: input,
    }
  }
  const content =
    generated.kind === 'refusal'
      ? { type: 'refusal', refusal: generated.text }
      : { type: 'output_text', text: generated.text, annotations: [] }
  return { id: `msg_${id}`, type: 'message', status: 'completed', role: 'assistant', content: [content] }
}

/** What the model thought, where the request asks for a summary of it. */
function reasoningOf(prompt: Prompt, seed: number) {
  return {
    id: `rs_${seed.toString(16).padStart(8, '0')}`,
    type: 'reasoning',
    summary: [{ type: 'summary_text', text: writeReasoning(prompt) }],
  }
}

const INCOMPLETE = { stop: null, length: 'max_output_tokens', content_filter: 'content_filter' } as const

/** Answers `/v1/responses`. */
export function simulateResponse(request: SimulatedRequest, seed: number): Outcome {
  const parsed = z.safeParse(ResponsesBody, request.body)
  if (!parsed.success) return { kind: 'failure', failure: invalidParameter(parsed.error) }
  const body = parsed.data
  const instructions: Message[] = body.instructions ? [{ role: 'system', content: body.instructions }] : []
  const input: Message[] =
    typeof body.input === 'string' ? [{ role: 'user', content: body.input }] : body.input
  const prompt = readPrompt([...instructions, ...input])
  const maxTokens = body.max_output_tokens ?? null
  const generated = generate({
    prompt,
    format: formatOf(body),
    tools: (body.tools ?? []).flatMap(({ name, parameters }) =>
      name === undefined ? [] : [{ name, parameters: parameters ?? {} }],
    ),
    toolChoice: toolChoiceOf(body),
    stops: [],
    maxTokens,
    seed,
    oddity: plannedOddity(request.customId),
  })
  const reasoning = reasoningTokens(body.model, body.reasoning?.effort ?? null, maxTokens, seed)
  const usage = {
    ...promptUsage(prompt, body.tools ? JSON.stringify(body.tools) : ''),
    completionTokens: generatedTokens(generated) + reasoning,
    reasoningTokens: reasoning,
  }
  const isTold = reasoning > 0 && body.reasoning?.summary
  const reason = generated.kind === 'text' ? INCOMPLETE[generated.end] : null
  return {
    kind: 'answer',
    statusCode: 200,
    usage,
    body: {
      id: `resp_${seed.toString(16).padStart(8, '0')}`,
      object: 'response',
      created_at: request.createdAt,
      status: reason === null ? 'completed' : 'incomplete',
      incomplete_details: reason === null ? null : { reason },
      error: null,
      model: body.model,
      output: [...(isTold ? [reasoningOf(prompt, seed)] : []), outputOf(generated, seed)],
      usage: {
        input_tokens: usage.promptTokens,
        input_tokens_details: { cached_tokens: usage.cachedTokens },
        output_tokens: usage.completionTokens,
        output_tokens_details: { reasoning_tokens: usage.reasoningTokens },
        total_tokens: usage.promptTokens + usage.completionTokens,
      },
    },
  }
}
