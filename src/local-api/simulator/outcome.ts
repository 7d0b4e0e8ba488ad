/** Tokens of one answer, as the body's `usage` tells them. */
export interface TokenUsage {
  promptTokens: number
  cachedTokens: number
  completionTokens: number
  reasoningTokens: number
}

/** An answer of the model. With a `statusCode` of 400 and above the body is an error that stands among the answers. */
interface Answer {
  kind: 'answer'
  statusCode: number
  body: unknown
  usage: TokenUsage | null
}

/** Why a row has no answer. `sentence` is what the model server said. */
export type Failure =
  | { kind: 'http'; status: number; code: string; param: string | null; sentence: string; retriable: boolean }
  | { kind: 'timeout'; seconds: number }
  | { kind: 'network'; sentence: string }
  | { kind: 'legacy'; status: number; sentence: string }
  | { kind: 'expired' }

export type Outcome = Answer | { kind: 'failure'; failure: Failure }
