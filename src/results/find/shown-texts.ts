import { type Answer, readAnswer } from '../../domain/results/answer.ts'
import { type ErrorCause, readErrorCause } from '../../domain/results/error-cause.ts'
import { compactJson, fieldOf, textOf } from '../../domain/results/json.ts'
import { type Part, readRequest } from '../../domain/results/request.ts'
import type { ResultLine } from '../../contract/result-line.ts'

/**
 * The texts of a request that a person reads: its messages and what is to be embedded. Options, tools and schemas are
 * left out: they are the same in every row.
 * @param line of the input file, any JSON
 */
export function requestTexts(line: unknown): string[] {
  const { messages, inputs } = readRequest(fieldOf(line, 'body'))
  return [...messages.flatMap(({ parts }) => parts.flatMap(partTexts)), ...inputs]
}

/** The texts of a result that a person reads: the answer with its thinking and tool calls, or why there is none. */
export function resultTexts(line: ResultLine, cause = readErrorCause(line)): string[] {
  return cause === null
    ? answerTexts(readAnswer(line.response?.body), line.response?.body)
    : causeTexts(cause)
}

function partTexts(part: Part): string[] {
  switch (part.kind) {
    case 'text':
      return [part.text]
    case 'image':
      // An image itself is no text, however long.
      return part.url.startsWith('data:') ? [] : [part.url]
    case 'call':
      return [part.call.name, part.call.arguments]
    case 'other':
      return [part.json]
  }
}

function answerTexts(answer: Answer, body: unknown): string[] {
  switch (answer.kind) {
    case 'choices':
      return answer.choices.flatMap(({ text, reasoning, refusal, toolCalls }) => [
        text,
        ...[reasoning, refusal].filter((part) => part !== null),
        ...toolCalls.flatMap((call) => [call.name, call.arguments]),
      ])
    case 'vectors':
      return []
    case 'unknown':
      return body === undefined ? [] : [textOf(body) ?? compactJson(body)]
  }
}

function causeTexts({ sentence, raw }: ErrorCause): string[] {
  return [sentence, raw]
}
