import type { Outcome } from '../domain/results/outcome.ts'
import type { SettledRows } from './settled-rows.ts'

/** Where words are looked for. */
export const SEARCH_SCOPES = ['all', 'request', 'answer', 'id'] as const
type SearchScope = (typeof SEARCH_SCOPES)[number]

/** How the field of a structured answer compares with a value. */
export const FIELD_COMPARISONS = ['is', 'contains', 'over', 'under'] as const
type FieldComparison = (typeof FIELD_COMPARISONS)[number]

const PLAIN_COLUMNS = [
  'row',
  'custom_id',
  'outcome',
  'model',
  'tokens',
  'tokens_in',
  'tokens_out',
  'cost',
  'time',
] as const

/** What rows can be sorted by: `tokens` are all of a row, `field:name` is a field of structured answers. */
export type SortColumn = (typeof PLAIN_COLUMNS)[number] | `field:${string}`

/** A filter by a field of structured answers. */
interface FieldFilter {
  /** As `answerFields` names it: fields of inner objects are `outer.inner`. */
  name: string
  comparison: FieldComparison
  value: string
}

/** Both ends belong to the range; `null` leaves it open. */
export interface Range<Value> {
  from: Value | null
  to: Value | null
}

/**
 * Stands among the outcomes for the rows without a usable answer: this batch has none, and no later attempt has one so
 * far.
 */
export const STILL_OPEN = 'still_open'

/** Which rows of a batch, in which order. A row must meet every filter. */
export interface RowQuery {
  outcome: Outcome | typeof STILL_OPEN | null
  /** By which rows are still open; `null` while nobody has read the later attempts. */
  settled: SettledRows | null
  /** Words to find, or a regular expression; empty for no search. */
  text: string
  isRegex: boolean
  /** Whether upper and lower case differ in what is searched. */
  matchesCase: boolean
  scope: SearchScope
  model: string | null
  /** Why the row failed: the key of an error group. */
  cause: string | null
  field: FieldFilter | null
  /** Tokens of request and answer together. */
  tokens: Range<number>
  /** US dollars as plain decimals, compared exactly. */
  cost: Range<string>
  /** Rows that have no value in the column come last in either direction. */
  sort: { by: SortColumn; direction: 'up' | 'down' }
}

/** Every row, in input order. */
export const ALL_ROWS: RowQuery = {
  outcome: null,
  settled: null,
  text: '',
  isRegex: false,
  matchesCase: false,
  scope: 'all',
  model: null,
  cause: null,
  field: null,
  tokens: { from: null, to: null },
  cost: { from: null, to: null },
  sort: { by: 'row', direction: 'up' },
}

/** Names a query: equal queries have equal keys, and find the same rows. */
export function queryKey(query: RowQuery): string {
  return JSON.stringify([
    query.outcome === STILL_OPEN ? [query.settled?.name] : query.outcome,
    query.text === '' ? null : [query.text, query.isRegex, query.matchesCase, query.scope],
    query.model,
    query.cause,
    query.field,
    query.tokens,
    query.cost,
    query.sort,
  ])
}

/**
 * Names what a query looks for, whatever the attempts say by now: when those have been read again, a list of it shows
 * newer rows and stays where it is.
 */
export function listKey(query: RowQuery): string {
  return queryKey({ ...query, settled: null })
}

/** Whether a query leaves any row out but by its outcome. */
export function narrowsBeyondOutcome(query: RowQuery): boolean {
  const { outcome, sort } = ALL_ROWS
  return queryKey({ ...query, outcome, sort }) !== queryKey(ALL_ROWS)
}

/** Whether a query leaves any row out. */
export function narrows(query: RowQuery): boolean {
  return query.outcome !== null || narrowsBeyondOutcome(query)
}

/** Whether a query cannot be answered before somebody has read the later attempts. */
export function lacksAttempts({ outcome, settled }: RowQuery): boolean {
  return outcome === STILL_OPEN && settled === null
}

/** Whether rows stand in the order of the input file. */
export function isInInputOrder({ sort }: RowQuery): boolean {
  return sort.by === 'row' && sort.direction === 'up'
}

/** The column a text names, `null` when there is none. */
export function sortColumnNamed(text: string): SortColumn | null {
  if (/^field:./.test(text)) return `field:${text.slice('field:'.length)}`
  return PLAIN_COLUMNS.find((column) => column === text) ?? null
}
