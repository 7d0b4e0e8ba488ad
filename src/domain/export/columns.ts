/** What a column can hold besides fields of structured answers, in the order it is offered. */
export const FACT_NAMES = [
  'row',
  'custom_id',
  'outcome',
  'request',
  'answer',
  'error',
  'tokens_in',
  'tokens_out',
  'tokens_cached',
  'tokens_reasoning',
  'cost_usd',
  'model',
  'finish_reason',
  'raw_request',
  'raw_result',
] as const

/** Something that is known of every row. */
export type FactName = (typeof FACT_NAMES)[number]

/** Where a column's values come from: a fact, or a field of answers that are JSON objects. */
export type ColumnSource = { kind: 'fact'; name: FactName } | { kind: 'field'; path: string }

/** One column of a table, in the order of the list it stands in. */
export interface ExportColumn {
  source: ColumnSource
  /** What stands in the first line. */
  title: string
}

const USUAL: readonly FactName[] = [
  'custom_id',
  'outcome',
  'answer',
  'error',
  'tokens_in',
  'tokens_out',
  'cost_usd',
  'model',
]

/** The column of a fact under its usual title. */
export function factColumn(name: FactName): ExportColumn {
  return { source: { kind: 'fact', name }, title: name }
}

/** The column of a field of structured answers under its own name. */
export function fieldColumn(path: string): ExportColumn {
  return { source: { kind: 'field', path }, title: path }
}

/**
 * The columns to begin with: structured answers by their fields, others as text.
 * @param fields names of the fields of structured answers
 */
export function usualColumns(fields: readonly string[]): ExportColumn[] {
  return USUAL.flatMap((name) =>
    name === 'answer' && fields.length > 0 ? fields.map(fieldColumn) : [factColumn(name)],
  )
}
