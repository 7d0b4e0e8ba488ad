import * as z from 'zod/mini'
import type { Failure } from './outcome.ts'

export const JsonSchema = z.record(z.string(), z.unknown())
const Count = z.nullish(z.int().check(z.positive()))

/** Parameters that every endpoint with generated text shares. */
export const Sampling = {
  model: z.string(),
  temperature: z.nullish(z.number().check(z.minimum(0), z.maximum(2))),
  top_p: z.nullish(z.number().check(z.minimum(0), z.maximum(1))),
}

export const Counts = {
  n: z.nullish(z.int().check(z.minimum(1), z.maximum(128))),
  max_tokens: Count,
  stop: z.nullish(z.union([z.string(), z.array(z.string()).check(z.maxLength(4))])),
}

export const MaxTokens = Count

/** A function that the model may call. */
export interface ToolDefinition {
  name: string
  parameters: unknown
}

/** Which tool to call: the model's choice, one at least, a certain one, or none. */
export type ToolChoice =
  { kind: 'auto' } | { kind: 'required' } | { kind: 'none' } | { kind: 'named'; name: string }

/** What form the answer must have. */
export type AnswerFormat =
  { kind: 'text' } | { kind: 'json_object' } | { kind: 'json_schema'; schema: unknown }

/** A request body that the model server turns down, in OpenAI's words for the parameter. */
export function invalidParameter(error: z.core.$ZodError): Failure {
  const [issue] = error.issues
  const param = issue?.path.map(String).join('.') || null
  return {
    kind: 'http',
    status: 400,
    code: 'invalid_request_error',
    param,
    sentence: param === null ? 'The request body is invalid.' : `Invalid value for '${param}'.`,
    retriable: false,
  }
}
