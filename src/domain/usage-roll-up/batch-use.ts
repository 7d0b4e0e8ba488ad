import type { BatchAnalytics } from '../../contract/analytics.ts'
import type { ListedBatch } from '../../contract/listed-batch.ts'
import { type Money, readUsd } from '../money.ts'
import { costAt, type FindPrice } from '../prices.ts'

/** Tokens of the rows of a batch that were answered. */
interface UsedTokens {
  input: number
  output: number
  /** Part of `output`; `null` where the server does not say. */
  reasoning: number | null
}

/** What one batch used, as far as it is known. */
export interface BatchUse {
  batch: ListedBatch
  /** `null` while or where nobody knows. */
  model: string | null
  tokens: UsedTokens | null
  /** `billed` is the server's own figure; `priced` are tokens at the prices of the console. */
  cost: { amount: Money; source: 'billed' | 'priced' } | null
  /** The same rows in realtime; `null` where nobody knows. */
  realtimeCost: Money | null
}

/** What is known about a batch besides the batch itself. */
export interface UseFacts {
  model: string | null
  /** As asked for batch by batch, where the list did not bring it. */
  analytics: BatchAnalytics | null
  /** As this browser noted when it saw the batch end. */
  noted: { input: number; output: number } | null
}

/**
 * What a batch used: the server's figures where it has any, else tokens at known prices. What would have to be
 * guessed stays `null`. Failed and cancelled rows are not charged, so a batch without answers has cost nothing.
 */
export function batchUse(batch: ListedBatch, facts: UseFacts, findPrice: FindPrice): BatchUse {
  const analytics = batch.analytics ?? facts.analytics
  const model = batch.model ?? facts.model
  const tokens = tokensOf(batch, analytics, facts)
  const costIn = (tier: string): Money | null => {
    if (tokens === null) return null
    if (tokens.input === 0 && tokens.output === 0) return 0n
    const price = model === null ? null : findPrice(model, tier)
    return price && costAt(price, tokens)
  }
  const billed = analytics?.total_cost == null ? null : readUsd(analytics.total_cost)
  const priced = billed ?? costIn(batch.completion_window)
  const listed = analytics?.total_list_cost == null ? null : readUsd(analytics.total_list_cost)
  return {
    batch,
    model,
    tokens,
    cost: priced === null ? null : { amount: priced, source: billed === null ? 'priced' : 'billed' },
    // The server knows the model of every row; the console often only that of the first.
    realtimeCost: listed ?? costIn('realtime'),
  }
}

function tokensOf(batch: ListedBatch, analytics: BatchAnalytics | null, facts: UseFacts): UsedTokens | null {
  if (analytics) {
    return {
      input: analytics.total_prompt_tokens,
      output: analytics.total_completion_tokens,
      reasoning: analytics.total_reasoning_tokens,
    }
  }
  if (batch.usage) {
    const { input_tokens, output_tokens, output_tokens_details } = batch.usage
    return {
      input: input_tokens,
      output: output_tokens,
      reasoning: output_tokens_details?.reasoning_tokens ?? null,
    }
  }
  if (facts.noted) return { ...facts.noted, reasoning: null }
  return batch.request_counts.completed === 0 ? { input: 0, output: 0, reasoning: 0 } : null
}

/** Saved against realtime; `null` unless both costs are known. */
export function savedBy(use: BatchUse): Money | null {
  return use.cost === null || use.realtimeCost === null ? null : use.realtimeCost - use.cost.amount
}
