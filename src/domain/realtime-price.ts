import type { BatchEndpoint } from '../contract/request-line.ts'
import { sizeOfDataUrl } from './estimate/image-size.ts'
import { imageTokens } from './estimate/image-tokens.ts'
import { partsOf } from './estimate/request-parts.ts'
import { digitRuleOf, estimateTokens } from './estimate/tokens.ts'
import { costAt, type TokenPrice } from './prices.ts'
import type { Money } from './money.ts'

/** Endpoints that answer one request at once. */
const REALTIME_ENDPOINTS = ['/v1/chat/completions', '/v1/embeddings', '/v1/responses'] as const

export type RealtimeEndpoint = (typeof REALTIME_ENDPOINTS)[number]

/** The realtime endpoint that a request line names, `null` for any other. @param url of the line */
export function realtimeEndpointOf(url: string): RealtimeEndpoint | null {
  return REALTIME_ENDPOINTS.find((endpoint) => endpoint === url) ?? null
}

/** What one request costs when it is sent at once. */
export interface RealtimePrice {
  /** Estimated from the text of the request. */
  inputTokens: number
  input: Money
  /** Pictures and attachments whose size in tokens nobody can tell from here are not in `inputTokens`. */
  isInputPartial: boolean
  /** The answer: nothing is generated, at most so much, or without a limit at so much for 1,000 tokens. */
  answer:
    | { kind: 'none' }
    | { kind: 'limited'; tokens: number; cost: Money }
    | { kind: 'open'; costOfThousand: Money }
}

/** What chat templates add around each message, about. */
const TOKENS_OF_MESSAGE = 4

/**
 * What a request costs when it is sent at once instead of in a batch, before it is sent.
 * @param price USD per 1M tokens
 */
export function realtimePriceOf(
  endpoint: BatchEndpoint,
  body: Readonly<Record<string, unknown>>,
  price: TokenPrice,
): RealtimePrice {
  const parts = partsOf(endpoint, body)
  const model = typeof body['model'] === 'string' ? body['model'] : ''
  const tools = parts.tools.length > 0 ? [JSON.stringify(parts.tools)] : []
  const digits = digitRuleOf(model)
  const textTokens = [...parts.texts, ...tools].reduce(
    (sum, text) => sum + estimateTokens(text, digits).tokens,
    0,
  )
  const images = parts.images.map((url) => (url.startsWith('data:') ? sizeOfDataUrl(url) : null))
  const pictureTokens = images.reduce((sum, size) => sum + (size === null ? 0 : imageTokens(size, model)), 0)
  const inputTokens = Math.ceil(
    textTokens + pictureTokens + parts.givenTokens + parts.messages * TOKENS_OF_MESSAGE,
  )
  const costOfOutput = (output: number) => costAt(price, { input: 0, output })
  const limit = parts.limit === null ? null : Math.ceil(parts.limit * parts.choices)
  return {
    inputTokens,
    input: costAt(price, { input: inputTokens, output: 0 }),
    isInputPartial: parts.attachments > 0 || images.includes(null),
    answer:
      parts.form === 'none'
        ? { kind: 'none' }
        : limit === null
          ? { kind: 'open', costOfThousand: costOfOutput(1000) }
          : { kind: 'limited', tokens: limit, cost: costOfOutput(limit) },
  }
}
