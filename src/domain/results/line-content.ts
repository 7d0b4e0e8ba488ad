import type { ResultLine } from '../../contract/result-line.ts'
import { explainText } from '../intake/text-faults.ts'
import { PROBLEM_WORDS } from '../intake/problem-words.ts'
import { findJsonFault } from '../jsonl/json-fault.ts'
import { type Answer, answerLine, readAnswer } from './answer.ts'
import { type ErrorCause, readErrorCause } from './error-cause.ts'
import { compactJson, fieldOf, parseJson, textOf } from './json.ts'
import { oneLine } from './one-line.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import { readRequest, type Request, requestLine } from './request.ts'
import { readResultLine } from './result-line.ts'
import { type SourceText, sourceTextOf } from './source-text.ts'
import { readUsage, type Usage } from './usage.ts'

/** What kind of line it is, told by its shape: files hold what they hold, whatever they are called. */
type LineKind = 'request' | 'result' | 'other' | 'broken'

/** A line as one line of a list. */
export interface LineSummary {
  kind: LineKind
  customId: string
  /** Of a request; empty where none is named. */
  model: string
  /** Of a result. */
  outcome: Outcome | null
  /** The request, the answer, why there is none, or the beginning of the line. */
  text: string
}

/** A line whole, as a person reads it. */
export type LineContent =
  | {
      kind: 'request'
      customId: string
      url: string
      request: Request
      source: SourceText
    }
  | {
      kind: 'result'
      customId: string
      outcome: Outcome
      status: number | null
      answer: Answer | null
      cause: ErrorCause | null
      usage: Usage | null
      source: SourceText
    }
  | { kind: 'other'; source: SourceText }
  | { kind: 'broken'; text: string; fault: BrokenPlace }

/** Where and why a line is no JSON. */
export interface BrokenPlace {
  title: string
  sentence: string
  /** Index of the first offending character; the length of the text when it ends too early. */
  at: number
  length: number
}

const BYTE_ORDER_MARK = '\uFEFF'

/** @param text a line without its line end */
export function summarizeLine(text: string): LineSummary {
  const read = readValue(text)
  switch (read.kind) {
    case 'request': {
      const request = readRequest(fieldOf(read.value, 'body'))
      return {
        kind: 'request',
        customId: customIdOf(read.value),
        model: request.model ?? '',
        outcome: null,
        text: requestLine(request),
      }
    }
    case 'result': {
      const { line, answer, cause, outcome } = readResult(read.line)
      const shown = cause?.sentence ?? answerLine(answer)
      return { kind: 'result', customId: line.custom_id, model: '', outcome, text: shown }
    }
    case 'other':
    case 'broken':
      return { kind: read.kind, customId: '', model: '', outcome: null, text: oneLine(text) }
  }
}

/** @param text a line without its line end */
export function readLineContent(text: string): LineContent {
  const read = readValue(text)
  switch (read.kind) {
    case 'request': {
      return {
        kind: 'request',
        customId: customIdOf(read.value),
        url: textOf(fieldOf(read.value, 'url')) ?? '',
        request: readRequest(fieldOf(read.value, 'body')),
        source: sourceTextOf(read.json),
      }
    }
    case 'result': {
      const { line, answer, cause, outcome } = readResult(read.line)
      return {
        kind: 'result',
        customId: line.custom_id,
        outcome,
        status: line.response?.status_code ?? cause?.status ?? null,
        answer: cause === null ? answer : null,
        cause,
        usage: readUsage(line.response?.body),
        source: sourceTextOf(read.json),
      }
    }
    case 'other':
      return { kind: 'other', source: sourceTextOf(read.json) }
    case 'broken':
      return { kind: 'broken', text, fault: brokenPlace(text) }
  }
}

/** The `custom_id` of a line, `null` for a line that has none. @param text a line without its line end */
export function customIdOfLine(text: string): string | null {
  return textOf(fieldOf(parseJson(withoutMark(text)), 'custom_id'))
}

type ReadValue =
  | { kind: 'request'; json: string; value: unknown }
  | { kind: 'result'; json: string; line: ResultLine }
  | { kind: 'other'; json: string }
  | { kind: 'broken' }

function readValue(text: string): ReadValue {
  const json = withoutMark(text)
  const value = parseJson(json)
  if (value === undefined) return { kind: 'broken' }
  if (fieldOf(value, 'body') !== undefined) return { kind: 'request', json, value }
  const isResult = fieldOf(value, 'response') !== undefined || fieldOf(value, 'error') !== undefined
  const line = isResult ? readResultLine(json) : null
  return line === null ? { kind: 'other', json } : { kind: 'result', json, line }
}

/** The check names the mark; here it would only hide the request. */
function withoutMark(text: string): string {
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
}

function readResult(line: ResultLine) {
  const answer = readAnswer(line.response?.body)
  return { line, answer, cause: readErrorCause(line), outcome: outcomeOf(line, answer, false) }
}

/** Numbers are no ids, but they are what stands there. */
function customIdOf(value: unknown): string {
  const id = fieldOf(value, 'custom_id')
  return textOf(id) ?? (id === undefined ? '' : oneLine(compactJson(id), 80))
}

function brokenPlace(text: string): BrokenPlace {
  const { title, sentence } = PROBLEM_WORDS[explainText(text).kind]
  const fault = findJsonFault(text)
  return { title, sentence, at: fault?.at ?? 0, length: fault?.length ?? 0 }
}
