import { readUsd } from '~/domain/money'
import { typedNumber } from '~/domain/typed-number'
import type { RowQuery } from '~/results/row-query'

/** What the answers have in a field, as far as they were looked at; `null` where they have nothing. */
export type FieldKind = 'numbers' | 'texts' | 'both' | null

/** What the values of a field are. @param values as the list shows them; empty where an answer has none */
export function kindOfField(values: readonly string[]): FieldKind {
  const filled = values.filter((value) => !['', 'null', 'true', 'false'].includes(value))
  const numbers = filled.filter((value) => Number.isFinite(Number(value))).length
  if (filled.length === 0) return null
  if (numbers === 0) return 'texts'
  return numbers === filled.length ? 'numbers' : 'both'
}

/** What is said below a field: what is wrong, or what it means. */
export interface Remark {
  kind: 'error' | 'hint'
  words: string
}

/** How the value of a filter by "is over" or "is under" is read; `null` where it goes without saying. */
export function valueRemark(
  { comparison, value }: Pick<NonNullable<RowQuery['field']>, 'comparison' | 'value'>,
  kind: FieldKind,
): Remark | null {
  if (value.trim() === '' || comparison === 'is' || comparison === 'contains') return null
  const typed = typedNumber(value)
  switch (typed.kind) {
    case 'ambiguous':
      return error(`Enter ${typed.asThousands} or ${typed.asDecimals}: the comma could mean either.`)
    case 'number':
      if (kind === 'texts') return error('The answers have no numbers here.')
      return typed.text === value.trim() ? null : hint(`Read as ${typed.text}.`)
    case 'none':
      if (kind === 'numbers') return error('Enter a number.')
      if (kind === 'texts') return hint('Compared as text, character by character.')
      return hint('This is no number: it is compared with texts only, character by character.')
  }
}

/** What is wrong with the upper end of a range; `null` when nothing is. @param from plain digits, empty for none */
export function rangeTrouble(from: string, to: string): string | null {
  const [low, high] = [readUsd(from), readUsd(to)]
  return low !== null && high !== null && low > high ? `Enter ${from} or more.` : null
}

/** Tokens as they are typed, without what stands between thousands. Anything else stays as it is, which is no number. */
export function plainTokens(typed: string): string {
  const text = typed.trim()
  return /^\d{1,3}(?:[,\s]\d{3})+$/.test(text) ? text.replaceAll(/[,\s]/g, '') : text
}

/** Dollars as they are typed, as a plain decimal. Anything else stays as it is, which is none. */
export function plainDollars(typed: string): string {
  const text = typed.replaceAll('$', '').trim()
  const read = typedNumber(text)
  return read.kind === 'number' ? read.text : text
}

function error(words: string): Remark {
  return { kind: 'error', words }
}

function hint(words: string): Remark {
  return { kind: 'hint', words }
}
