import { INPUT_LIMITS } from '../../contract/request-line.ts'
import type { LineProblem } from '../jsonl/request-rules.ts'

const MOST_QUOTED = 80

function quote(text: string): string {
  return `“${text.length > MOST_QUOTED ? `${text.slice(0, MOST_QUOTED)}…` : text}”`
}

/** One plain sentence on what is wrong with a line, and what would be right. */
export function describeProblem(problem: LineProblem): string {
  switch (problem.kind) {
    case 'byte_order_mark':
      return 'The file starts with a byte order mark, which servers reject. Save it as UTF-8 without BOM.'
    case 'invalid_utf8':
      return 'The text is not valid UTF-8. Save the file as UTF-8.'
    case 'invalid_json':
      return `This is not one JSON object on one line. ${problem.detail}`
    case 'not_an_object':
      return 'A request is a JSON object: {"custom_id": …, "method": "POST", "url": …, "body": {…}}.'
    case 'missing_field':
      return `${quote(problem.field)} is missing.`
    case 'wrong_type':
      return `${quote(problem.field)} must be ${problem.expected === 'text' ? 'text' : 'an object'}.`
    case 'empty_custom_id':
      return 'The custom_id is empty.'
    case 'custom_id_too_long':
      return `The custom_id has ${problem.bytes} bytes; at most ${INPUT_LIMITS.customIdBytes} are allowed.`
    case 'custom_id_characters':
      return 'The custom_id may only hold visible ASCII characters: no spaces, no accents.'
    case 'wrong_method':
      return `The method is ${quote(problem.method)}; it must be “POST”.`
    case 'unknown_url':
      return `The url ${quote(problem.url)} is no batch endpoint. Most files use “/v1/chat/completions”.`
    case 'body_too_large':
      return `The body has ${problem.bytes.toLocaleString('en')} bytes; at most ${INPUT_LIMITS.bodyBytes.toLocaleString('en')} are allowed.`
  }
}
