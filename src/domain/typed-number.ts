/** What a person may have meant by a number typed into a field. */
export type TypedNumber =
  /** `text` is the number with a point for the decimals and nothing between thousands. */
  | { kind: 'number'; text: string }
  /** A comma that may stand before decimals or between thousands. */
  | { kind: 'ambiguous'; asThousands: string; asDecimals: string }
  | { kind: 'none' }

/**
 * Reads a number as people type it: with a decimal comma, or with spaces, commas or points between thousands, wherever
 * that can mean one thing only.
 */
export function typedNumber(typed: string): TypedNumber {
  const trimmed = typed.trim().replace('−', '-')
  const text = SPACED.test(trimmed) ? trimmed.replaceAll(/\s/g, '') : trimmed
  if (PLAIN.test(text)) return number(text)
  if (GROUPED_BY_COMMA.test(text)) return number(text.replaceAll(',', ''))
  if (GROUPED_BY_POINT.test(text)) return number(text.replaceAll('.', '').replace(',', '.'))
  const [, whole, decimals] = DECIMAL_COMMA.exec(text) ?? []
  if (whole === undefined || decimals === undefined) return { kind: 'none' }
  const asDecimals = withZero(`${whole}.${decimals}`)
  const digits = whole.replace('-', '')
  const mayBeThousands = decimals.length === 3 && digits.length <= 3 && /^[1-9]/.test(digits)
  return mayBeThousands
    ? { kind: 'ambiguous', asThousands: `${whole}${decimals}`, asDecimals }
    : number(asDecimals)
}

const PLAIN = /^-?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|\.\d+)$/i
const SPACED = /^-?\d{1,3}(?:\s\d{3})+(?:[.,]\d+)?$/
/** Decimals behind them, or a second comma, tell that commas stand between thousands. */
const GROUPED_BY_COMMA = /^-?[1-9]\d{0,2}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})$/
const GROUPED_BY_POINT = /^-?[1-9]\d{0,2}(?:(?:\.\d{3})+,\d+|(?:\.\d{3}){2,})$/
const DECIMAL_COMMA = /^(-?\d*),(\d+)$/

function number(text: string): TypedNumber {
  return { kind: 'number', text: withZero(text) }
}

/** ".5" → "0.5". */
function withZero(text: string): string {
  return text.replace(/^(-?)\./, '$10.')
}
