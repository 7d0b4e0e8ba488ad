import { bodyOf } from './answer.ts'
import { fieldOf } from './json.ts'

/** Stamps beyond this are no Unix seconds: some gateways write milliseconds. */
const LAST_SECOND = 4_294_967_295

/**
 * When an answer was made, as it says itself: `created`, or `created_at` of `/v1/responses`. Embeddings carry
 * no time.
 * @param body the response body, any JSON, also JSON inside a string
 * @returns whole Unix seconds, `null` when the answer does not say
 */
export function readAnswerTime(body: unknown): number | null {
  const value = bodyOf(body)
  const stamp = fieldOf(value, 'created') ?? fieldOf(value, 'created_at')
  if (typeof stamp !== 'number' || !(stamp >= 1)) return null
  const seconds = Math.floor(stamp > LAST_SECOND ? stamp / 1000 : stamp)
  return seconds <= LAST_SECOND ? seconds : null
}

/** Names and units under which servers tell how long they worked on an answer, in milliseconds. */
const DURATIONS: readonly { path: readonly string[]; milliseconds: number }[] = [
  { path: ['usage', 'total_time'], milliseconds: 1000 },
  { path: ['total_duration'], milliseconds: 1e-6 },
]

/**
 * How long the model worked on an answer, as the answer says itself: `usage.total_time` in seconds (Groq), `timings`
 * of prompt and prediction (llama.cpp), `total_duration` in nanoseconds (Ollama), or `completed_at` of `/v1/responses`.
 * @param body the response body, any JSON, also JSON inside a string
 * @returns milliseconds, `null` when the answer does not say
 */
export function readAnswerDuration(body: unknown): number | null {
  const value = bodyOf(body)
  for (const { path, milliseconds } of DURATIONS) {
    const told = numberAt(value, path)
    if (told !== null) return told * milliseconds
  }
  const prompt = numberAt(value, ['timings', 'prompt_ms'])
  const prediction = numberAt(value, ['timings', 'predicted_ms'])
  if (prompt !== null && prediction !== null) return prompt + prediction
  const began = numberAt(value, ['created_at'])
  const ended = numberAt(value, ['completed_at'])
  return began !== null && ended !== null && ended >= began ? (ended - began) * 1000 : null
}

function numberAt(value: unknown, path: readonly string[]): number | null {
  const found = path.reduce(fieldOf, value)
  return typeof found === 'number' && found >= 0 ? found : null
}
