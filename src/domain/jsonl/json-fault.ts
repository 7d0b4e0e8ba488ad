/** Why a text is no JSON, in the terms of the person who wrote it. */
type JsonFaultReason =
  | 'cut_off'
  | 'two_values'
  | 'trailing_comma'
  | 'wrong_quotes'
  | 'unquoted_name'
  | 'foreign_word'
  | 'line_break'
  | 'control_character'
  | 'wrong_escape'
  | 'unexpected'

export interface JsonFault {
  reason: JsonFaultReason
  /** Index of the first offending character; the length of the text when it ends too early. */
  at: number
  /** Offending characters, for marking them. */
  length: number
}

type Expectation = 'value' | 'value_or_end' | 'name' | 'name_or_end' | 'colon' | 'comma_or_end' | 'nothing'

const WHITE_SPACE = /[ \t\r\n]*/y
// oxlint-disable-next-line no-control-regex -- what JSON forbids inside of a string
const PLAIN_TEXT = /[^"\\\u0000-\u001f]*/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /[-+]?[\p{L}_$][\p{L}\p{N}_$]*/uy
const FOREIGN_WORDS = /^(?:[-+]?(?:NaN|Infinity|inf|nan)|None|True|False|undefined)$/
const WRONG_QUOTES = new Set(["'", '`', '‘', '’', '“', '”', '„', '«', '»'])

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}

/**
 * Finds the first place where a text stops being JSON (RFC 8259). Engines word their own messages differently and
 * some tell no place, so this reads the text itself; it runs only on text that `JSON.parse` refused.
 * @returns `null` when the text is JSON
 */
export function findJsonFault(text: string): JsonFault | null {
  const open: ('{' | '[')[] = []
  let expects: Expectation = 'value'
  let comma = 0
  let at = 0

  const fault = (reason: JsonFaultReason, length = 1): JsonFault => ({ reason, at, length })
  const afterValue = (): Expectation => (open.length === 0 ? 'nothing' : 'comma_or_end')

  for (;;) {
    at += matchAt(WHITE_SPACE, text, at).length
    const character = text[at]
    if (character === undefined) return expects === 'nothing' ? null : fault('cut_off', 0)

    if (character === '"' && expects !== 'colon' && expects !== 'comma_or_end' && expects !== 'nothing') {
      const ended = endOfString(text, at)
      if (typeof ended !== 'number') return ended
      at = ended
      expects = isForName(expects) ? 'colon' : afterValue()
      continue
    }
    switch (expects) {
      case 'nothing':
        return faultAfterValue(text, at)
      case 'colon':
        if (character !== ':') return fault('unexpected')
        expects = 'value'
        at += 1
        continue
      case 'comma_or_end':
        if (character === ',') {
          comma = at
          expects = open.at(-1) === '{' ? 'name' : 'value'
          at += 1
          continue
        }
        break
      case 'name':
      case 'name_or_end':
        if (character === '}') break
        if (WRONG_QUOTES.has(character)) return fault('wrong_quotes')
        return matchAt(WORD, text, at) === ''
          ? fault('unexpected')
          : fault('unquoted_name', matchAt(WORD, text, at).length)
      case 'value':
      case 'value_or_end': {
        if (character === '{' || character === '[') {
          open.push(character)
          expects = character === '{' ? 'name_or_end' : 'value_or_end'
          at += 1
          continue
        }
        if (character === ']' && open.at(-1) === '[') break
        const length = scalarLength(text, at)
        if (length === 0) return faultOfValue(text, at)
        at += length
        expects = afterValue()
        continue
      }
    }
    const closes = character === '}' ? '{' : character === ']' ? '[' : null
    if (closes === null || open.at(-1) !== closes) {
      if (!isCutNumber(text, at)) return fault('unexpected')
      at = text.length
      return fault('cut_off', 0)
    }
    if (expects === 'name' || expects === 'value') {
      at = comma
      return fault('trailing_comma')
    }
    open.pop()
    expects = afterValue()
    at += 1
  }
}

function isForName(expects: Expectation): boolean {
  return expects === 'name' || expects === 'name_or_end'
}

/** Whether the text ends inside of a number, as "1." and "1e-" do. */
function isCutNumber(text: string, at: number): boolean {
  return text.length - at < 20 && /^(?:\.|[eE][+-]?)$/.test(text.slice(at)) && /\d/.test(text[at - 1] ?? '')
}

/** @returns the index after the closing quote */
function endOfString(text: string, start: number): number | JsonFault {
  let at = start + 1
  for (;;) {
    at += matchAt(PLAIN_TEXT, text, at).length
    const character = text[at]
    if (character === undefined) return { reason: 'cut_off', at, length: 0 }
    if (character === '"') return at + 1
    if (character === '\n' || character === '\r') return { reason: 'line_break', at, length: 1 }
    if (character !== '\\') return { reason: 'control_character', at, length: 1 }
    const escape = matchAt(ESCAPE, text, at)
    if (escape === '') {
      const isCutOff = /^\\(?:u[\da-fA-F]{0,3})?$/.test(text.slice(at, at + 6))
      return isCutOff
        ? { reason: 'cut_off', at: text.length, length: 0 }
        : { reason: 'wrong_escape', at, length: 2 }
    }
    at += escape.length
  }
}

/** Length of the number or word at a place, 0 when there is none. */
function scalarLength(text: string, at: number): number {
  const word = matchAt(WORD, text, at)
  if (word === 'true' || word === 'false' || word === 'null') return word.length
  return word === '' ? matchAt(NUMBER, text, at).length : 0
}

function faultOfValue(text: string, at: number): JsonFault {
  if (WRONG_QUOTES.has(text[at] ?? '')) return { reason: 'wrong_quotes', at, length: 1 }
  const word = matchAt(WORD, text, at)
  const isEnd = at + word.length === text.length
  if (isEnd && word !== '' && ['true', 'false', 'null'].some((known) => known.startsWith(word))) {
    return { reason: 'cut_off', at: text.length, length: 0 }
  }
  if (FOREIGN_WORDS.test(word)) return { reason: 'foreign_word', at, length: word.length }
  return text.slice(at) === '-'
    ? { reason: 'cut_off', at: text.length, length: 0 }
    : { reason: 'unexpected', at, length: Math.max(1, word.length) }
}

/** The value is complete, but the text goes on. */
function faultAfterValue(text: string, at: number): JsonFault {
  const isComma = text[at] === ','
  const next = isComma ? at + 1 + matchAt(WHITE_SPACE, text, at + 1).length : at
  if (isComma && next === text.length) return { reason: 'trailing_comma', at, length: 1 }
  const isValue = text[next] === '{' || text[next] === '['
  return { reason: isValue ? 'two_values' : 'unexpected', at, length: 1 }
}
