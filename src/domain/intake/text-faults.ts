import { findJsonFault } from '../jsonl/json-fault.ts'
import { type Excerpt, excerptAround } from './excerpt.ts'
import type { ProblemKind } from './problem-kinds.ts'

type FaultReason = NonNullable<ReturnType<typeof findJsonFault>>['reason']

const KIND_OF = {
  cut_off: 'cut_off_line',
  two_values: 'two_values',
  trailing_comma: 'trailing_comma',
  wrong_quotes: 'wrong_quotes',
  unquoted_name: 'unquoted_name',
  foreign_word: 'foreign_word',
  line_break: 'line_break_in_text',
  control_character: 'control_character',
  wrong_escape: 'wrong_escape',
  unexpected: 'invalid_json',
} as const satisfies Record<FaultReason, ProblemKind>

export interface TextFault {
  kind: ProblemKind
  /** Line breaks before the place. */
  linesBefore: number
  /** Character of its line, from 1; `null` when no single place is at fault. */
  column: number | null
  excerpt: Excerpt
}

/** Says what is wrong with a text that `JSON.parse` refused. @param text one line, or an object on several lines */
export function explainText(text: string): TextFault {
  if (!/^\s*[{[]/.test(text)) {
    return { kind: 'no_json', linesBefore: 0, column: null, excerpt: excerptAround(text, 0, 60) }
  }
  const fault = findJsonFault(text)
  // Engines may refuse what the grammar allows, such as very deep nesting.
  if (!fault)
    return { kind: 'invalid_json', linesBefore: 0, column: null, excerpt: excerptAround(text, 0, 60) }
  const before = text.slice(0, fault.at)
  return {
    kind: KIND_OF[fault.reason],
    linesBefore: before.split('\n').length - 1,
    column: fault.at - before.lastIndexOf('\n'),
    excerpt: excerptAround(text, fault.at, fault.length),
  }
}

/**
 * What it is when a request does not end on its line. The file itself is cut off when nothing follows and its requests
 * stand on several lines, or this one has but one.
 * @param hasSeveralLines another request of the file is spread over lines
 */
export function kindOfCut(
  { isEnd, lines }: { isEnd: boolean; lines: readonly unknown[] },
  hasSeveralLines: boolean,
): 'truncated_last_line' | 'cut_off_line' {
  return isEnd && (lines.length === 1 || hasSeveralLines) ? 'truncated_last_line' : 'cut_off_line'
}
