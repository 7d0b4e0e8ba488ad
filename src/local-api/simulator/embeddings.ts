import * as z from 'zod/mini'
import type { Outcome } from './outcome.ts'
import { invalidParameter } from './parameters.ts'
import { createRandom, hashText } from './random.ts'
import type { SimulatedRequest } from './simulate.ts'
import { countTokens } from './tokens.ts'

const USUAL_DIMENSIONS = 1_024
const LONGEST_TEXT_WORDS = 48

const EmbeddingBody = z.object({
  model: z.string(),
  input: z.union([
    z.string(),
    z.array(z.string()).check(z.minLength(1)),
    z.array(z.int()).check(z.minLength(1)),
    z.array(z.array(z.int())).check(z.minLength(1)),
  ]),
  dimensions: z.nullish(z.int().check(z.minimum(1), z.maximum(8_192))),
  encoding_format: z.nullish(z.enum(['float', 'base64'])),
})
type EmbeddingBody = z.infer<typeof EmbeddingBody>

/** The inputs as texts; token lists stand for themselves. */
function textsOf({ input }: EmbeddingBody): string[] {
  if (typeof input === 'string') return [input]
  const isOneTokenList = input.every((entry) => typeof entry === 'number')
  return isOneTokenList
    ? [input.join(' ')]
    : input.map((entry) => (Array.isArray(entry) ? entry.join(' ') : String(entry)))
}

/**
 * A vector of length 1 made of the text's words, so that texts that share words lie close together.
 * @param dimensions how many numbers
 */
function embed(text: string, dimensions: number): Float32Array {
  const words =
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(0, LONGEST_TEXT_WORDS) ?? []
  const sum = new Float64Array(dimensions)
  for (const word of words.length > 0 ? words : [text]) {
    const random = createRandom(hashText(word))
    for (let index = 0; index < dimensions; index += 1) sum[index] = (sum[index] ?? 0) + random.next() - 0.5
  }
  const norm = Math.hypot(...sum)
  return Float32Array.from(sum, (value) => value / norm)
}

function toBase64(vector: Float32Array): string {
  const bytes = new Uint8Array(vector.buffer)
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

/** Numbers as text carries them: 7 digits are all that a 32-bit float holds. */
function toNumbers(vector: Float32Array): number[] {
  return Array.from(vector, (value) => Number(value.toPrecision(7)))
}

/** Answers `/v1/embeddings`. */
export function simulateEmbedding(request: SimulatedRequest): Outcome {
  const parsed = z.safeParse(EmbeddingBody, request.body)
  if (!parsed.success) return { kind: 'failure', failure: invalidParameter(parsed.error) }
  const body = parsed.data
  const texts = textsOf(body)
  const vectors = texts.map((text) => embed(text, body.dimensions ?? USUAL_DIMENSIONS))
  const promptTokens = texts.reduce((sum, text) => sum + countTokens(text), 0)
  return {
    kind: 'answer',
    statusCode: 200,
    usage: { promptTokens, cachedTokens: 0, completionTokens: 0, reasoningTokens: 0 },
    body: {
      object: 'list',
      data: vectors.map((vector, index) => ({
        object: 'embedding',
        index,
        embedding: body.encoding_format === 'base64' ? toBase64(vector) : toNumbers(vector),
      })),
      model: body.model,
      usage: { prompt_tokens: promptTokens, total_tokens: promptTokens },
    },
  }
}
