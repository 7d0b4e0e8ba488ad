import { readAnswer } from '../../domain/results/answer.ts'
import { answerFields } from '../../domain/results/answer-fields.ts'
import { readErrorCause } from '../../domain/results/error-cause.ts'
import { causeKey } from '../../domain/results/error-groups.ts'
import { parseJson } from '../../domain/results/json.ts'
import { readResultLine } from '../../domain/results/result-line.ts'
import type { RowQuery } from '../row-query.ts'
import { fieldKey, meetsField } from './field-test.ts'
import type { SortKey } from './row-order.ts'
import { someRequestText, someResultText } from './quick-texts.ts'
import { requestTexts, resultTexts } from './shown-texts.ts'

/** What of the contents of rows a query asks for. */
export interface ContentQuery extends Pick<
  RowQuery,
  'text' | 'isRegex' | 'matchesCase' | 'scope' | 'field' | 'cause'
> {
  /** The field of answers that rows are sorted by, `null` for none. */
  sortField: string | null
}

/** What a line says that a query asks for. */
export interface LineFacts {
  /** What a person reads of it. */
  texts: readonly string[]
  /** Whether it meets the filters by field and cause. */
  meets: boolean
  key: SortKey
}

const decoder = new TextDecoder()

/** The two kinds of lines. */
export type LineKind = 'requests' | 'results'

/**
 * Whether any text that a person reads of a line is wanted.
 * @param bytes the line of a request, or of a result that has not failed
 */
export function someText(kind: LineKind, bytes: Uint8Array, isWanted: (text: string) => boolean): boolean {
  const line = decoder.decode(bytes)
  if (kind === 'requests') {
    return someRequestText(line, isWanted) ?? requestTexts(parseJson(line)).some(isWanted)
  }
  const result = someResultText(line, isWanted)
  return result ?? textsOfResult(line).some(isWanted)
}

function textsOfResult(text: string): readonly string[] {
  const line = readResultLine(text)
  return line === null ? [] : resultTexts(line)
}

/** Reads the line of a result, for a query that asks for more than its texts. */
export function readLineOfResult(
  bytes: Uint8Array,
  { field, cause: wanted, sortField }: ContentQuery,
): LineFacts {
  const line = readResultLine(decoder.decode(bytes))
  if (line === null) return { texts: [], meets: false, key: null }
  const cause = readErrorCause(line)
  const needsFields = (field !== null || sortField !== null) && cause === null
  const fields = needsFields ? answerFields(readAnswer(line.response?.body)) : null
  const hasField = field === null || meetsField(fields?.get(field.name), field)
  const hasCause = wanted === null || (cause !== null && causeKey(cause) === wanted)
  return {
    texts: resultTexts(line, cause),
    meets: hasField && hasCause,
    key: sortField === null ? null : fieldKey(fields?.get(sortField)),
  }
}
