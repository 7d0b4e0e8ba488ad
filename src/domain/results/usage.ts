import { bodyOf } from './answer.ts'
import { fieldOf } from './json.ts'

/** Tokens of one answer. `input` includes `cached`, `output` includes `reasoning`. */
export interface Usage {
  input: number
  cached: number
  output: number
  reasoning: number
}

/**
 * The tokens an answer says it used, whichever endpoint wrote it: `prompt_tokens` and `completion_tokens`,
 * or `input_tokens` and `output_tokens` of `/v1/responses`.
 * @param body the response body, any JSON, also JSON inside a string
 * @returns `null` when it says nothing of tokens
 */
export function readUsage(body: unknown): Usage | null {
  const usage = fieldOf(bodyOf(body), 'usage')
  const input = tokens(usage, 'prompt_tokens') ?? tokens(usage, 'input_tokens')
  const output = tokens(usage, 'completion_tokens') ?? tokens(usage, 'output_tokens')
  if (input === null && output === null) return null
  return {
    input: input ?? 0,
    cached: detail(usage, ['prompt_tokens_details', 'input_tokens_details'], 'cached_tokens'),
    output: output ?? 0,
    reasoning: detail(usage, ['completion_tokens_details', 'output_tokens_details'], 'reasoning_tokens'),
  }
}

function detail(usage: unknown, groups: readonly string[], name: string): number {
  for (const group of groups) {
    const found = tokens(fieldOf(usage, group), name)
    if (found !== null) return found
  }
  return 0
}

/** A count of tokens is a whole number that is not negative; anything else was not counted. */
function tokens(value: unknown, name: string): number | null {
  const found = fieldOf(value, name)
  return typeof found === 'number' && Number.isSafeInteger(found) && found >= 0 ? found : null
}
