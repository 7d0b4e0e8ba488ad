import type { ResultLine } from '../../contract/result-line.ts'
import { type Answer, bodyOf, choicesText, readAnswer } from '../results/answer.ts'
import { answerFields } from '../results/answer-fields.ts'
import { readErrorCause } from '../results/error-cause.ts'
import { compactJson, fieldOf, filledTextOf, listOf, parseJson, textOf } from '../results/json.ts'
import type { Outcome } from '../results/outcome.ts'
import { answerSchema, readRequest } from '../results/request.ts'
import { readResultLine } from '../results/result-line.ts'
import { readUsage, type Usage } from '../results/usage.ts'

/** One row as the results hold it. */
export interface ExportRow {
  /** Index in input order, from 0. */
  row: number
  outcome: Outcome
  /** The line of the input file; `null` where it cannot be had. */
  request: string | null
  /** The line of the output or error file as the server sent it; `null` while there is none. */
  result: string | null
  /** The bytes of `result` where they are not its UTF-8: broken characters, a byte order mark. */
  resultBytes?: Uint8Array<ArrayBuffer> | null
  /** Whose request and result these are, where rows of several batches are merged. */
  origin?: RowOrigin
}

/** One of several batches that rows are taken from. */
interface RowOrigin {
  batchId: string
  /** What the batch is priced by, for example "24h". */
  tier: string
}

/** What a row says, read from its texts when it is asked for and only once. */
export class RowFacts {
  readonly source: ExportRow
  #request: unknown
  #result: ResultLine | null | undefined
  #answer: Answer | null | undefined
  #fields: Map<string, string> | undefined

  constructor(source: ExportRow) {
    this.source = source
  }

  get customId(): string {
    return textOf(fieldOf(this.#requestLine, 'custom_id')) ?? this.#resultLine?.custom_id ?? ''
  }

  get model(): string {
    return (
      filledTextOf(fieldOf(this.#body, 'model')) ??
      filledTextOf(fieldOf(fieldOf(this.#requestLine, 'body'), 'model')) ??
      ''
    )
  }

  /** The schema that the answer is asked to follow, as JSON; `null` where none is. */
  get schema(): string | null {
    return answerSchema(readRequest(fieldOf(this.#requestLine, 'body')))
  }

  /** What the user said last; the texts to embed. */
  get lastWords(): string {
    const request = readRequest(fieldOf(this.#requestLine, 'body'))
    const message = request.messages.findLast(({ role }) => role === 'user') ?? request.messages.at(-1)
    if (message === undefined) return request.inputs.join('\n')
    return message.parts.flatMap((part) => (part.kind === 'text' ? [part.text] : [])).join('\n')
  }

  /** The text of the answer; else its tool calls, its refusal, or its embeddings as JSON. */
  get answerText(): string {
    const answer = this.#readAnswer()
    if (answer === null) return ''
    switch (answer.kind) {
      case 'choices':
        return choicesText(answer.choices)
      case 'vectors': {
        const vectors = listOf(fieldOf(this.#body, 'data')).map((entry) => fieldOf(entry, 'embedding'))
        const shown = vectors.length === 1 ? vectors[0] : vectors
        return textOf(shown) ?? compactJson(shown)
      }
      case 'unknown':
        return textOf(this.#body) ?? compactJson(this.#body)
    }
  }

  /** Fields of a structured answer as JSON, by path. */
  get fields(): ReadonlyMap<string, string> {
    if (this.#fields === undefined) {
      const answer = this.#readAnswer()
      this.#fields = answer === null ? new Map() : answerFields(answer)
    }
    return this.#fields
  }

  /** Why the row failed, in one sentence; empty when it did not. */
  get error(): string {
    return this.#resultLine === null ? '' : (readErrorCause(this.#resultLine)?.sentence ?? '')
  }

  get usage(): Usage | null {
    return readUsage(this.#body)
  }

  /** Why the model stopped, in the server's own words. */
  get finishReason(): string {
    const reasons = listOf(fieldOf(this.#body, 'choices')).map((choice) =>
      textOf(fieldOf(choice, 'finish_reason')),
    )
    const ofResponse =
      textOf(fieldOf(fieldOf(this.#body, 'incomplete_details'), 'reason')) ??
      (Array.isArray(fieldOf(this.#body, 'output')) ? textOf(fieldOf(this.#body, 'status')) : null)
    return [...reasons, ofResponse].filter((reason) => reason !== null).join(', ')
  }

  get #requestLine(): unknown {
    this.#request ??= this.source.request === null ? {} : (parseJson(this.source.request) ?? {})
    return this.#request
  }

  get #resultLine(): ResultLine | null {
    if (this.#result === undefined)
      this.#result = this.source.result === null ? null : readResultLine(this.source.result)
    return this.#result
  }

  get #body(): unknown {
    return bodyOf(this.#resultLine?.response?.body)
  }

  #readAnswer(): Answer | null {
    if (this.#answer === undefined) {
      const line = this.#resultLine
      const hasAnswer = line !== null && readErrorCause(line) === null
      this.#answer = hasAnswer ? readAnswer(line.response?.body) : null
    }
    return this.#answer
  }
}
