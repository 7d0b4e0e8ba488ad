/** A number of tokens that is not known exactly. `low` ≤ `likely` ≤ `high`. */
export interface TokenRange {
  low: number
  likely: number
  high: number
}

export const NO_TOKENS: TokenRange = { low: 0, likely: 0, high: 0 }

export function addRanges(one: TokenRange, other: TokenRange): TokenRange {
  return { low: one.low + other.low, likely: one.likely + other.likely, high: one.high + other.high }
}

export function scaleRange({ low, likely, high }: TokenRange, factor: number): TokenRange {
  return { low: low * factor, likely: likely * factor, high: high * factor }
}

/** The range in whole tokens, never narrower than it was. */
export function wholeRange({ low, likely, high }: TokenRange): TokenRange {
  return { low: Math.floor(low), likely: Math.round(likely), high: Math.ceil(high) }
}
