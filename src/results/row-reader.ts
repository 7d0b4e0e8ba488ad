import { type Answer, bodyOf, readAnswer } from '../domain/results/answer.ts'
import { readAnswerDuration, readAnswerTime } from '../domain/results/answer-time.ts'
import { type ErrorCause, readErrorCause } from '../domain/results/error-cause.ts'
import { fieldOf, filledTextOf } from '../domain/results/json.ts'
import type { Outcome } from '../domain/results/outcome.ts'
import { readRequest, type Request } from '../domain/results/request.ts'
import { type SourceText, sourceTextOf } from '../domain/results/source-text.ts'
import { readUsage, type Usage } from '../domain/results/usage.ts'
import { type AnswerSeries, answerSeries } from '../domain/series/answer-series.ts'
import type { ExcerptWork } from './find/expression-excerpts.ts'
import type { QueryView, ViewPlace } from './find/query-view.ts'
import { type Lines, RowLines, type Sought, soughtBy } from './row-lines.ts'
import { ALL_ROWS, type RowQuery } from './row-query.ts'
import type { OpenOutcome, RowTable } from './row-table.ts'

/** A row as one line of a list. Of a found row, request and answer begin shortly before what was found. */
export interface RowSummary extends Lines {
  /** Index in the whole list, from 0. */
  row: number
  outcome: Outcome
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
  /** Some lines begin as their texts do until it is known where a person's expression stands in them. */
  lacksExcerpts: boolean
}

/** What has been answered when, and the rows that arrived last. */
export interface Progress {
  series: AnswerSeries
  /** Rows that failed and have not been answered since; failures carry no time. */
  failed: number
  /** Newest first. */
  newest: RowSummary[]
}

/** Reads rows of a table for people: lines for the list, everything for the open row. */
export class RowReader {
  readonly #table: RowTable
  readonly #openOutcome: () => OpenOutcome
  readonly #lines: RowLines

  /** @param openOutcome what a row without a result counts as now */
  constructor(table: RowTable, openOutcome: () => OpenOutcome) {
    this.#table = table
    this.#lines = new RowLines(table)
    this.#openOutcome = openOutcome
  }

  /**
   * Rows of a view for the list.
   * @param fields of structured answers that the list shows
   * @param query that the view is of: what it searches for is shown where it stands
   */
  window(
    from: number,
    count: number,
    view: QueryView,
    fields: readonly string[] = [],
    query: RowQuery = ALL_ROWS,
  ): RowWindow {
    const found = view.rows()
    const sought = soughtBy(query)
    const rows = Array.from(found.subarray(from, from + count), (row) => this.#summary(row, fields, sought))
    const lacksExcerpts = this.lackingExcerpts(from, count, view, fields, query) !== null
    return { rows, total: found.length, lacksExcerpts }
  }

  /** The excerpts that a window of rows still lacks; `null` where it lacks none. Parameters are those of `window`. */
  lackingExcerpts(
    from: number,
    count: number,
    view: QueryView,
    fields: readonly string[],
    query: RowQuery,
  ): ExcerptWork | null {
    const sought = soughtBy(query)
    if (sought?.isOwn !== true) return null
    const rows = Array.from(view.rows().subarray(from, from + count), (row) => this.#table.at(row))
    const lacking = rows.filter((at) => this.#lines.lacksExcerpts(at, fields, sought))
    if (lacking.length === 0) return null
    return {
      expression: sought.expression,
      rows: lacking.map((at) => () => this.#lines.unmade(at, fields, sought)),
      giveUp: () => this.#lines.giveUp(sought),
    }
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
    const { customId, request, result, requestText, resultText } = this.#lines.read(at)
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
    const stamp = `${this.#lines.textsOf(this.#table.at(row))} ${this.#table.outcomeAt(row, this.#openOutcome())}`
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
      ...this.#lines.of(at, fields, sought),
      model: this.#table.modelAt(at),
      tokensIn: record === null ? 0 : results.tokensIn(record),
      tokensOut: record === null ? 0 : results.tokensOut(record),
      tokensCached: record === null ? 0 : results.tokensCached(record),
      isCounted: record !== null && results.isCounted(record),
      answeredAt: record === null ? null : results.answeredAt(record) || null,
    }
  }
}
