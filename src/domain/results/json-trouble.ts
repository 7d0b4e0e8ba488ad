import { type Excerpt, excerptAround } from '../intake/excerpt.ts'
import { findJsonFault } from '../jsonl/json-fault.ts'
import { isJsonDocument } from './json.ts'

type FaultReason = NonNullable<ReturnType<typeof findJsonFault>>['reason']

/** Why an answer is not the JSON that was asked for, and where. */
export interface JsonTrouble {
  /** From 1. */
  line: number
  /** Character of its line, from 1. */
  column: number
  /** A sentence. */
  reason: string
  excerpt: Excerpt
}

const REASONS = {
  cut_off: 'It ends before its last bracket or quote.',
  two_values: 'A second value begins where the text should end.',
  trailing_comma: 'Nothing follows this comma.',
  wrong_quotes: 'This quote is none of JSON: only " is.',
  unquoted_name: 'This name stands without quotes.',
  foreign_word: 'JSON does not know this word.',
  line_break: 'A text goes over the end of its line; a line break in it is written \\n.',
  control_character: 'A text holds a control character, which JSON writes with a backslash.',
  wrong_escape: 'JSON does not know this character behind a backslash.',
  unexpected: 'This does not belong here.',
} satisfies Record<FaultReason, string>

const FENCE = 'It is wrapped in a Markdown code block (```).'
const WORDS = 'It begins with words: JSON that was asked for begins with { or [.'
const TOO_DEEP = 'It is nested too deeply to be read.'

/** Says why a text is no JSON object or array. @returns `null` for a text that is one */
export function jsonTrouble(text: string): JsonTrouble | null {
  if (isJsonDocument(text)) return null
  const begin = text.length - text.trimStart().length
  if (text[begin] !== '{' && text[begin] !== '[') {
    return troubleAt(
      text,
      begin,
      text.startsWith('```', begin) ? 3 : 1,
      text.startsWith('```', begin) ? FENCE : WORDS,
    )
  }
  const fault = findJsonFault(text)
  return fault === null
    ? troubleAt(text, begin, 1, TOO_DEEP)
    : troubleAt(text, fault.at, fault.length, REASONS[fault.reason])
}

function troubleAt(text: string, at: number, length: number, reason: string): JsonTrouble {
  const before = text.slice(0, at)
  return {
    line: before.split('\n').length,
    column: at - before.lastIndexOf('\n'),
    reason,
    excerpt: excerptAround(text, at, length),
  }
}
