import { type Answer, answerLine, bodyOf, readAnswer } from '../domain/results/answer.ts'
import { answerFields } from '../domain/results/answer-fields.ts'
import { readAnswerDuration, readAnswerTime } from '../domain/results/answer-time.ts'
import { type ErrorCause, readErrorCause } from '../domain/results/error-cause.ts'
import { excerptOf } from '../domain/results/excerpt.ts'
import { fieldCell } from '../domain/results/field-cell.ts'
import { fieldOf, filledTextOf, parseJson, textOf } from '../domain/results/json.ts'
import type { Outcome } from '../domain/results/outcome.ts'
import { readRequest, type Request, requestLine } from '../domain/results/request.ts'
import { readResultLine } from '../domain/results/result-line.ts'
import { type SourceText, sourceTextOf } from '../domain/results/source-text.ts'
import { readUsage, type Usage } from '../domain/results/usage.ts'
import { type AnswerSeries, answerSeries } from '../domain/series/answer-series.ts'
import { wordsExpression } from './find/expression.ts'
import type { QueryView, ViewPlace } from './find/query-view.ts'
import { requestTexts, resultTexts } from './find/shown-texts.ts'
import type { RowQuery } from './row-query.ts'
import type { ListedRow, OpenOutcome, RowTable } from './row-table.ts'

/** A row as one line of a list. */
export interface RowSummary {
  /** Index in the whole list, from 0. */
  row: number
  customId: string
  outcome: Outcome
  /** Empty where the request is not known. Of a found row it begins shortly before what was found. */
  request: string
  /** The answer, or why there is none; empty while there is no result. It begins as the request does. */
  answer: string
  /** Where the words stand that were searched for, the answer before the request; `null` where nobody tells. */
  foundIn: 'request' | 'answer' | null
  tokensIn: number
  tokensOut: number
  /** Of the tokens in. */
  tokensCached: number
  /** Whether the answer says what it used. */
  isCounted: boolean
  /** That answered, else that was asked; empty where neither is named. */
  model: string
  /** When the answer was made, in Unix seconds; `null` where it does not say. */
  answeredAt: number | null
  /** How long the model worked on it; `null` where the answer does not say. */
  durationMs: number | null
  /** The fields of a structured answer that were asked for, in that order; empty where it has none. */
  fields: string[]
}

/** Everything about one row. */
export interface RowDetail {
  row: number
  customId: string
  outcome: Outcome
  request: Request | null
  answer: Answer | null
  cause: ErrorCause | null
  usage: Usage | null
  /** That answered, else that was asked; empty where neither is named. */
  model: string
  /** When the answer was made, in Unix seconds; `null` where it does not say. */
  answeredAt: number | null
  /** How long the model worked on it; `null` where the answer does not say. */
  durationMs: number | null
  status: number | null
  requestSource: SourceText | null
  resultSource: SourceText | null
  /** Which texts have been read and are not kept any more. */
  dropped: { request: boolean; result: boolean }
}

/** Where a row stands under a query. */
export interface RowPlace extends ViewPlace {
  row: number
  /** Changes when the row's texts or outcome do. */
  stamp: string
}

/** Rows of a list that may be filtered and sorted. */
export interface RowWindow {
  rows: RowSummary[]
  /** Rows under the query. */
  total: number
}

/** What has been answered when, and the rows that arrived last. */
export interface Progress {
  series: AnswerSeries
  /** Rows that failed and have not been answered since; failures carry no time. */
  failed: number
  /** Newest first. */
  newest: RowSummary[]
}

interface Lines {
  customId: string
  request: string
  answer: string
  foundIn: RowSummary['foundIn']
  durationMs: number | null
  fields: string[]
}

/** Words that were searched for, and where. */
interface Sought {
  key: string
  expression: RegExp
  scope: RowQuery['scope']
}

/** Characters that the narrowest cells show. */
const ROOM = { request: 18, answer: 30 }

/** Lines kept ready: more than any screen shows. */
const MOST_KEPT = 1000
/** Stands in the list for a text that is not kept any more. */
const NOT_KEPT = '(not kept: this browser’s storage is full)'

/** Reads rows of a table for people: lines for the list, everything for the open row. */
export class RowReader {
  readonly #table: RowTable
  readonly #openOutcome: () => OpenOutcome
  readonly #kept = new Map<string, Lines>()

  /** @param openOutcome what a row without a result counts as now */
  constructor(table: RowTable, openOutcome: () => OpenOutcome) {
    this.#table = table
    this.#openOutcome = openOutcome
  }

  /**
   * Rows of a view for the list.
   * @param fields of structured answers that the list shows
   * @param query that the view is of: its words are shown where they stand
   */
  window(
    from: number,
    count: number,
    view: QueryView,
    fields: readonly string[] = [],
    query: RowQuery | null = null,
  ): RowWindow {
    const found = view.rows()
    const sought = query === null ? null : soughtBy(query)
    const rows = Array.from(found.subarray(from, from + count), (row) => this.#summary(row, fields, sought))
    return { rows, total: found.length }
  }

  /**
   * Rows as lines of a list, in the order they are asked for.
   * @param fields of structured answers that each row is to bring with it
   */
  summaries(rows: Uint32Array, fields: readonly string[]): RowSummary[] {
    return Array.from(rows, (row) => this.#summary(row, fields))
  }

  /** @returns `null` when there is no such row (yet) */
  detail(row: number): RowDetail | null {
    if (row < 0 || row >= this.#table.count) return null
    const at = this.#table.at(row)
    const { customId, request, result, requestText, resultText } = this.#read(at)
    const body = result?.response?.body
    const cause = result === null ? null : readErrorCause(result)
    return {
      row,
      customId,
      outcome: this.#table.outcomeAt(row, this.#openOutcome()),
      request: request === null ? null : readRequest(fieldOf(request, 'body')),
      answer: result === null || cause !== null ? null : readAnswer(body),
      cause,
      usage: readUsage(body),
      model:
        filledTextOf(fieldOf(bodyOf(body), 'model')) ??
        filledTextOf(fieldOf(fieldOf(request, 'body'), 'model')) ??
        '',
      answeredAt: readAnswerTime(body),
      durationMs: readAnswerDuration(body),
      status: result?.response?.status_code ?? cause?.status ?? null,
      requestSource: requestText === null ? null : sourceTextOf(requestText),
      resultSource: resultText === null ? null : sourceTextOf(resultText),
      dropped: {
        request: at.input !== null && requestText === null,
        result: at.record !== null && resultText === null,
      },
    }
  }

  /** Where a row stands in a view. Cheap, unlike `detail`. */
  place(row: number, view: QueryView): RowPlace {
    const stamp = `${this.#textsOf(this.#table.at(row))} ${this.#table.outcomeAt(row, this.#openOutcome())}`
    return { row, ...view.place(row), stamp }
  }

  /**
   * The answers over time. Reads every row, so ask for it seldom.
   * @param earliest Unix seconds; an earlier stamp is no time of this batch
   * @param newest how many of the rows that arrived last
   */
  progress(earliest: number, newest: number): Progress {
    const { results } = this.#table
    return {
      series: answerSeries(() => results.answers(), earliest),
      failed: results.failed,
      newest: this.#table.newestRows(newest).map((row) => this.#summary(row, [])),
    }
  }

  #summary(row: number, fields: readonly string[], sought: Sought | null = null): RowSummary {
    const at = this.#table.at(row)
    const { results } = this.#table
    const { record } = at
    return {
      row,
      outcome: this.#table.outcomeAt(row, this.#openOutcome()),
      ...this.#lines(at, fields, sought),
      model: this.#table.modelAt(at),
      tokensIn: record === null ? 0 : results.tokensIn(record),
      tokensOut: record === null ? 0 : results.tokensOut(record),
      tokensCached: record === null ? 0 : results.tokensCached(record),
      isCounted: record !== null && results.isCounted(record),
      answeredAt: record === null ? null : results.answeredAt(record) || null,
    }
  }

  /** Long lines take a while to parse, and a running batch asks for the same ones again and again. */
  #lines(at: ListedRow, fields: readonly string[], sought: Sought | null): Lines {
    const key = [this.#textsOf(at), ...fields, sought?.key].join('\n')
    const known = this.#kept.get(key)
    if (known !== undefined) return known
    const { customId, request, result, resultText } = this.#read(at)
    const cause = result === null ? null : readErrorCause(result)
    const answer = readAnswer(result?.response?.body)
    const values = fields.length === 0 || cause !== null ? null : answerFields(answer)
    const line = cause?.sentence ?? answerLine(answer)
    const asked = request === null ? '' : requestLine(readRequest(fieldOf(request, 'body')))
    const inRequest =
      request === null || !looksIn(sought, 'request')
        ? null
        : excerptOf(asked, requestTexts(request), sought.expression, ROOM.request)
    const inAnswer =
      result === null || !looksIn(sought, 'answer')
        ? null
        : excerptOf(line, resultTexts(result, cause), sought.expression, ROOM.answer)
    const foundIn = inAnswer !== null ? 'answer' : inRequest !== null ? 'request' : null
    const lines: Lines = {
      customId,
      request: inRequest ?? asked,
      answer: at.record !== null && resultText === null ? NOT_KEPT : (inAnswer ?? line),
      foundIn,
      durationMs: readAnswerDuration(result?.response?.body),
      fields: fields.map((name) => fieldCell(values?.get(name) ?? '')),
    }
    const [oldest] = this.#kept.keys()
    if (this.#kept.size >= MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest)
    this.#kept.set(key, lines)
    return lines
  }

  /** Names the texts of a row: other texts, another name. */
  #textsOf({ input, record }: ListedRow): string {
    return `${input} ${record === null ? null : this.#table.results.position(record)}`
  }

  #read({ input, record }: ListedRow) {
    const requestText = input === null ? null : this.#table.input.text(input)
    const resultText = record === null ? null : this.#table.results.text(record)
    const request = requestText === null ? null : parseJson(requestText)
    const result = resultText === null ? null : readResultLine(resultText)
    const idOfRow = input === null || requestText !== null ? null : this.#table.input.customIdOf(input)
    const customId = textOf(fieldOf(request, 'custom_id')) ?? result?.custom_id ?? idOfRow ?? ''
    return { customId, requestText, resultText, request, result }
  }
}

/** Expressions are left out: some of them take forever. */
function soughtBy({ text, isRegex, matchesCase, scope }: RowQuery): Sought | null {
  if (text === '' || isRegex || scope === 'id') return null
  return { key: `${scope} ${matchesCase} ${text}`, expression: wordsExpression(text, matchesCase), scope }
}

function looksIn(sought: Sought | null, place: 'request' | 'answer'): sought is Sought {
  return sought !== null && (sought.scope === 'all' || sought.scope === place)
}
