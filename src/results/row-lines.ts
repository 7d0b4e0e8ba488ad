import { answerLine, readAnswer } from '../domain/results/answer.ts'
import { answerFields } from '../domain/results/answer-fields.ts'
import { readAnswerDuration } from '../domain/results/answer-time.ts'
import { readErrorCause } from '../domain/results/error-cause.ts'
import { fieldCell, fieldWhole } from '../domain/results/field-cell.ts'
import { fieldOf, parseJson, textOf } from '../domain/results/json.ts'
import { readRequest, requestLine } from '../domain/results/request.ts'
import { readResultLine } from '../domain/results/result-line.ts'
import { type RowExcerpts, rowExcerpts, type RowSources } from '../domain/results/row-excerpts.ts'
import { ownExpression, wordsExpression } from './find/expression.ts'
import { requestTexts, resultTexts } from './find/shown-texts.ts'
import type { RowQuery } from './row-query.ts'
import type { ListedRow, RowTable } from './row-table.ts'

/** What a list says of a row, a line each. */
export interface Lines {
  customId: string
  request: string
  answer: string
  /** Where stands what was searched for, the answer before the request; `null` where nobody tells. */
  foundIn: 'request' | 'answer' | null
  durationMs: number | null
  fields: string[]
}

/** What was searched for, and where. */
export interface Sought {
  key: string
  expression: RegExp
  /** A person wrote the expression: it may run for ever, and is never run here. */
  isOwn: boolean
  scope: RowQuery['scope']
}

/** A row whose excerpts have to be made elsewhere. */
export interface UnmadeLines {
  sources: RowSources
  keep: (excerpts: RowExcerpts) => void
}

/** Characters that the narrowest cells show. */
const ROOM = { request: 18, answer: 30, field: 12 }

/** Characters of a text that are looked through: lists are drawn while people scroll. */
const LONGEST_LOOK = 200_000
/** Lines kept ready: more than any screen shows. */
const MOST_KEPT = 1000
/** Stands in the list for a text that is not kept any more. */
const NOT_KEPT = '(not kept: this browser’s storage is full)'

/**
 * Makes the lines of rows, and keeps some: long lines take a while to parse, and a running batch asks for the same ones
 * again and again.
 */
export class RowLines {
  readonly #table: RowTable
  readonly #kept = new Map<string, Lines>()
  /** Expressions that took too long. */
  readonly #givenUp = new Set<string>()

  constructor(table: RowTable) {
    this.#table = table
  }

  /** The lines of a row. Where excerpts by an expression have not been made, they begin as the texts do. */
  of(at: ListedRow, fields: readonly string[], sought: Sought | null): Lines {
    const known = this.#known(this.#keyOf(at, fields, sought))
    if (known !== undefined) return known
    if (sought?.isOwn === true) return this.of(at, fields, null)
    const { lines, sources } = this.#make(at, fields, sought)
    return this.#keep(
      this.#keyOf(at, fields, sought),
      sought === null ? lines : withExcerpts(lines, rowExcerpts(sources, sought.expression)),
    )
  }

  /** Whether excerpts of a row are still to be made elsewhere. */
  lacksExcerpts(at: ListedRow, fields: readonly string[], sought: Sought | null): boolean {
    return (
      sought?.isOwn === true &&
      !this.#givenUp.has(String(sought.expression)) &&
      this.#known(this.#keyOf(at, fields, sought)) === undefined
    )
  }

  /** Reads what the excerpts of a row are made from; `null` where none are lacking. */
  unmade(at: ListedRow, fields: readonly string[], sought: Sought): UnmadeLines | null {
    if (!this.lacksExcerpts(at, fields, sought)) return null
    const { lines, sources } = this.#make(at, fields, sought)
    // Whoever does not wait for the excerpts reads nothing again.
    this.#keep(this.#keyOf(at, fields, null), lines)
    const key = this.#keyOf(at, fields, sought)
    return { sources, keep: (excerpts) => this.#keep(key, withExcerpts(lines, excerpts)) }
  }

  /** Makes no more excerpts by an expression: it took too long, and nobody is to wait for it twice. */
  giveUp({ expression }: Sought): void {
    this.#givenUp.add(String(expression))
  }

  /** Names the texts of a row: other texts, another name. */
  textsOf({ input, record }: ListedRow): string {
    return `${input} ${record === null ? null : this.#table.results.position(record)}`
  }

  /** Reads a row. */
  read({ input, record }: ListedRow) {
    const requestText = input === null ? null : this.#table.input.text(input)
    const resultText = record === null ? null : this.#table.results.text(record)
    const request = requestText === null ? null : parseJson(requestText)
    const result = resultText === null ? null : readResultLine(resultText)
    const idOfRow = input === null || requestText !== null ? null : this.#table.input.customIdOf(input)
    const customId = textOf(fieldOf(request, 'custom_id')) ?? result?.custom_id ?? idOfRow ?? ''
    return { customId, requestText, resultText, request, result }
  }

  #make(
    at: ListedRow,
    fields: readonly string[],
    sought: Sought | null,
  ): { lines: Lines; sources: RowSources } {
    const { customId, request, result, resultText } = this.read(at)
    const cause = result === null ? null : readErrorCause(result)
    const answer = readAnswer(result?.response?.body)
    const values = fields.length === 0 || cause !== null ? null : answerFields(answer)
    const line = cause?.sentence ?? answerLine(answer)
    const asked = request === null ? '' : requestLine(readRequest(fieldOf(request, 'body')))
    const cells = fields.map((name) => fieldCell(values?.get(name) ?? ''))
    const source = (place: 'request' | 'answer', of: string, texts: () => readonly string[], room: number) =>
      sought?.scope === 'all' || sought?.scope === place
        ? { line: of, texts: texts().map((text) => text.slice(0, LONGEST_LOOK)), room }
        : null
    return {
      lines: {
        customId,
        request: asked,
        answer: at.record !== null && resultText === null ? NOT_KEPT : line,
        foundIn: null,
        durationMs: readAnswerDuration(result?.response?.body),
        fields: cells,
      },
      sources: [
        source('request', asked, () => requestTexts(request), ROOM.request),
        source('answer', line, () => (result === null ? [] : resultTexts(result, cause)), ROOM.answer),
        ...fields.map((name, index) =>
          source('answer', cells[index] ?? '', () => [fieldWhole(values?.get(name) ?? '')], ROOM.field),
        ),
      ],
    }
  }

  #keyOf(at: ListedRow, fields: readonly string[], sought: Sought | null): string {
    return [this.textsOf(at), ...fields, sought?.key].join('\n')
  }

  /** Whoever asks for some rows gets them together: those known are not to go while the others are made. */
  #known(key: string): Lines | undefined {
    const known = this.#kept.get(key)
    if (known === undefined) return undefined
    this.#kept.delete(key)
    this.#kept.set(key, known)
    return known
  }

  #keep(key: string, lines: Lines): Lines {
    const [oldest] = this.#kept.keys()
    if (this.#kept.size >= MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest)
    this.#kept.set(key, lines)
    return lines
  }
}

/** What a query searches for in texts. @throws SyntaxError when its expression is none */
export function soughtBy({ text, isRegex, matchesCase, scope }: RowQuery): Sought | null {
  if (text === '' || scope === 'id') return null
  return {
    key: `${isRegex} ${scope} ${matchesCase} ${text}`,
    expression: isRegex ? ownExpression(text, matchesCase) : wordsExpression(text, matchesCase),
    isOwn: isRegex,
    scope,
  }
}

function withExcerpts(lines: Lines, [request, answer, ...fields]: RowExcerpts): Lines {
  return {
    ...lines,
    request: request ?? lines.request,
    answer: answer ?? lines.answer,
    foundIn: answer != null ? 'answer' : request != null ? 'request' : null,
    fields: lines.fields.map((cell, index) => fields[index] ?? cell),
  }
}
