import { fieldText } from '../../domain/results/answer-fields.ts'
import { typedNumber } from '../../domain/typed-number.ts'
import type { RowQuery } from '../row-query.ts'
import type { SortKey } from './row-order.ts'

type FieldFilter = NonNullable<RowQuery['field']>

/** Of a long text, as much as is compared when rows are sorted. */
const KEY_LENGTH = 200

/**
 * Whether a field of an answer meets a filter. Numbers compare as numbers, texts without regard to case. Only a text is
 * over or under what is no number; what could be one number or another is over and under nothing.
 * @param json of the field, `undefined` where the answer has none
 */
export function meetsField(json: string | undefined, { comparison, value }: FieldFilter): boolean {
  if (json === undefined) return false
  const text = fieldText(json).toLowerCase()
  const wanted = value.trim().toLowerCase()
  if (comparison === 'contains') return text.includes(wanted)
  const typed = typedNumber(wanted)
  const number = numberOf(text)
  const wantedNumber = typed.kind === 'number' ? numberOf(typed.text) : null
  const areNumbers = number !== null && wantedNumber !== null
  const areTexts = number === null && typed.kind === 'none' && json.startsWith('"')
  switch (comparison) {
    case 'is':
      return text.trim() === wanted || (areNumbers && number === wantedNumber)
    case 'over':
      return areNumbers ? number > wantedNumber : areTexts && text > wanted
    case 'under':
      return areNumbers ? number < wantedNumber : areTexts && text < wanted
  }
}

/** What rows are sorted by. @param json of the field, `undefined` where the answer has none */
export function fieldKey(json: string | undefined): SortKey {
  if (json === undefined || json === 'null') return null
  return numberOf(json) ?? fieldText(json).slice(0, KEY_LENGTH).toLowerCase()
}

/** Whole numbers keep every digit. */
function numberOf(text: string): number | bigint | null {
  if (!/^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text)) return null
  const number = Number(text)
  return Number.isSafeInteger(number) || !/^-?\d+$/.test(text) ? number : BigInt(text)
}
