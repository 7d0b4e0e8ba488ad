/**
 * An exact amount in 10⁻¹⁵ US dollars. Batch prices go down to $0.02 per 1M tokens, which is
 * $0.00000002 a token: floats would drift over 50,000 rows, integers do not.
 */
export type Money = bigint

const DECIMALS = 15
const TOKENS_PER_PRICE_UNIT_DIGITS = 6

/**
 * Reads a decimal such as "0.0525" into an integer of the given number of decimals.
 * @throws RangeError when the text is not a plain decimal or has more decimals than can be kept exactly
 */
function parseDecimal(text: string, decimals: number): bigint {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim())
  const [, sign = '', whole = '0', fraction = ''] = match ?? []
  const digits = fraction.replace(/0+$/, '')
  if (!match || digits.length > decimals) throw new RangeError(`Not an exact amount: ${text}`)
  const value = BigInt(whole + digits.padEnd(decimals, '0'))
  return sign ? -value : value
}

/**
 * Reads a dollar amount written as a decimal.
 * @param text US dollars, for example "12.5"
 * @throws RangeError when it is not a plain decimal with at most 15 decimals
 */
export function parseUsd(text: string): Money {
  return parseDecimal(text, DECIMALS)
}

/**
 * The cost of a number of tokens.
 * @param tokens a whole number of tokens
 * @param pricePerMillion USD per 1M tokens as a decimal, for example "0.05"
 * @throws RangeError when the price has more than 9 decimals or the token count is no whole number
 */
export function costOfTokens(tokens: number, pricePerMillion: string): Money {
  return BigInt(tokens) * parseDecimal(pricePerMillion, DECIMALS - TOKENS_PER_PRICE_UNIT_DIGITS)
}

/** The exact amount in US dollars as a plain decimal without trailing zeros: "0.00000002". */
export function usdToText(amount: Money): string {
  const sign = amount < 0n ? '-' : ''
  const digits = (amount < 0n ? -amount : amount).toString().padStart(DECIMALS + 1, '0')
  const fraction = digits.slice(-DECIMALS).replace(/0+$/, '')
  return sign + digits.slice(0, -DECIMALS) + (fraction ? `.${fraction}` : '')
}

/** Divides, rounding half away from zero. */
function divideRounded(amount: bigint, divisor: bigint): bigint {
  const half = divisor / 2n
  return amount >= 0n ? (amount + half) / divisor : -((-amount + half) / divisor)
}

/**
 * The amount for people: cents from ten cents up, two significant digits below ("$0.014", "$0.0042"), so that
 * something that costs money never reads "$0.00", and small amounts still add up.
 */
export function formatUsd(amount: Money): string {
  if (amount === 0n) return '$0.00'
  const magnitude = amount < 0n ? -amount : amount
  const significant = magnitude.toString().length
  const wanted = magnitude >= 10n ** BigInt(DECIMALS - 1) ? 2 : Math.min(DECIMALS, DECIMALS - significant + 2)
  const rounded = divideRounded(amount, 10n ** BigInt(DECIMALS - wanted)) * 10n ** BigInt(DECIMALS - wanted)
  const [whole = '0', fraction = ''] = usdToText(rounded < 0n ? -rounded : rounded).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${amount < 0n ? '−' : ''}$${grouped}.${fraction.padEnd(2, '0')}`
}

/** A dollar amount that a server sent; `null` when it is no plain decimal. */
export function readUsd(text: string): Money | null {
  try {
    return parseUsd(text)
  } catch {
    return null
  }
}
