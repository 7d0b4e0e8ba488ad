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
