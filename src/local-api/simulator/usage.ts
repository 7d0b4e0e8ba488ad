import type { TokenUsage } from './outcome.ts'
import type { Generated } from './generate.ts'
import type { Prompt } from './prompt.ts'
import { countImageTokens, countTokens } from './tokens.ts'

const TOKENS_PER_MESSAGE = 4
const CACHE_BLOCK_TOKENS = 128
const REASONING_MODELS = /gpt-oss|Nemotron|Qwen3\.5/i
/** Below this limit a model that reasons would have nothing left for its answer. */
const SMALLEST_LIMIT_FOR_REASONING = 512

/** Tokens before the answer; what rows share is cached in whole blocks, as real servers do. */
export function promptUsage(
  prompt: Prompt,
  toolsText: string,
): { promptTokens: number; cachedTokens: number } {
  const textTokens = countTokens(prompt.allText) + countTokens(toolsText) + TOKENS_PER_MESSAGE
  const shared = countTokens(prompt.systemText)
  return {
    promptTokens: textTokens + countImageTokens(prompt.images.length),
    cachedTokens: Math.floor(shared / CACHE_BLOCK_TOKENS) * CACHE_BLOCK_TOKENS,
  }
}

/** Tokens a model spends on thinking, or 0 for one that does not think. */
export function reasoningTokens(
  model: string,
  effort: string | null,
  maxTokens: number | null,
  seed: number,
): number {
  if (effort === 'none' || (maxTokens !== null && maxTokens < SMALLEST_LIMIT_FOR_REASONING)) return 0
  if (effort === null && !REASONING_MODELS.test(model)) return 0
  const usual = 40 + (seed % 160)
  return effort === 'high' ? usual * 2 : usual
}

export function generatedTokens(generated: Generated): number {
  return countTokens(generated.kind === 'tool_call' ? generated.name + generated.input : generated.text)
}

/** `usage` as `/chat/completions` and `/completions` write it. */
export function usageToWire(usage: TokenUsage) {
  return {
    prompt_tokens: usage.promptTokens,
    completion_tokens: usage.completionTokens,
    total_tokens: usage.promptTokens + usage.completionTokens,
    prompt_tokens_details: { cached_tokens: usage.cachedTokens },
    completion_tokens_details: { reasoning_tokens: usage.reasoningTokens },
  }
}
