import { formatUsd } from '../money.ts'
import type { MoneyRange } from './estimate.ts'
import type { TokenRange } from './token-range.ts'

const whole = new Intl.NumberFormat('en')
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 })

/** A range of money: "$0.30–$0.90", one amount where both ends read the same, "free" where nothing is charged. */
export function formatMoneyRange({ low, high }: Pick<MoneyRange, 'low' | 'high'>): string {
  if (high === 0n) return 'free'
  if (low === 0n) return `up to ${formatUsd(high)}`
  const [from, to] = [formatUsd(low), formatUsd(high)]
  return from === to ? from : `${from}–${to}`
}

/** A range of money in words: "between $0.30 and $0.90". */
export function betweenWords(range: Pick<MoneyRange, 'low' | 'high'>): string {
  const words = formatMoneyRange(range)
  return words.includes('–') ? `between ${words.replace('–', ' and ')}` : words
}

/** A likely amount: "about $0.41". */
export function formatLikely({ likely, high }: MoneyRange): string {
  if (high === 0n) return 'free'
  return likely === 0n ? `up to ${formatUsd(high)}` : `about ${formatUsd(likely)}`
}

function tokens(count: number): string {
  return count < 10_000 ? whole.format(count) : compact.format(count)
}

/** A range of tokens: "980–1,240", "1.2M–1.5M". */
export function formatTokenRange({ low, high }: TokenRange): string {
  const [from, to] = [tokens(low), tokens(high)]
  return from === to ? from : `${from}–${to}`
}

/** A number of tokens in three digits: "1.24M". */
export function formatTokens(count: number): string {
  return tokens(count)
}
