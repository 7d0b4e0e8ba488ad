import type { ResultLine } from '../../contract/result-line.ts'
import { type Answer, bodyOf, type Choice, readAnswer } from '../results/answer.ts'
import { readErrorCause } from '../results/error-cause.ts'
import { compactJson, fieldOf, listOf } from '../results/json.ts'
import { prettyJson } from '../results/pretty-json.ts'
import { canonicalJson } from './canonical-json.ts'

/** Longest JSON that is laid out for comparing, in characters. */
const LONGEST_PRETTY = 1_000_000

/**
 * What two results must share to count as the same: the answer's text, JSON by its structure, tool calls, refusals;
 * of embeddings every number, of failures the error. Tokens, times, ids and thinking do not count.
 */
export function comparableKey(line: ResultLine): string {
  const cause = readErrorCause(line)
  if (cause !== null) return JSON.stringify(['failed', cause.kind, cause.sentence])
  const body = bodyOf(line.response?.body)
  const answer = readAnswer(body)
  switch (answer.kind) {
    case 'choices':
      return JSON.stringify(['choices', ...answer.choices.map(choiceKey)])
    case 'vectors':
      return compactJson([
        'vectors',
        ...listOf(fieldOf(body, 'data')).map((entry) => fieldOf(entry, 'embedding')),
      ])
    case 'unknown':
      return inOneForm(compactJson(body))
  }
}

function choiceKey({ text, refusal, toolCalls }: Choice) {
  return [inOneForm(text), refusal, ...toolCalls.map((call) => [call.name, inOneForm(call.arguments)])]
}

function inOneForm(text: string): string {
  return canonicalJson(text) ?? text
}

/**
 * An answer as text in which differences can be marked: JSON is laid out with its names sorted, so that only what
 * differs in substance differs here.
 * @returns `null` for embeddings and unknown forms
 */
export function comparableText(answer: Answer): string | null {
  if (answer.kind !== 'choices') return null
  return answer.choices.map(choiceText).join('\n\n')
}

function choiceText({ text, refusal, toolCalls }: Choice): string {
  const calls = toolCalls.map((call) => `${call.name}(${laidOut(call.arguments)})`)
  return [laidOut(text), refusal ?? '', ...calls].filter((part) => part !== '').join('\n')
}

function laidOut(text: string): string {
  const json = canonicalJson(text)
  return json === null ? text : prettyJson(json, LONGEST_PRETTY).text
}
