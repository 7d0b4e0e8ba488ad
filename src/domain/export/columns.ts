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
  'batch',
  'raw_request',
  'raw_result',
] as const

/** Something that is known of every row. */
export type FactName = (typeof FACT_NAMES)[number]

/** What each of them is, in the person's words. */
export const FACT_LABELS = {
  row: 'Row number',
  custom_id: 'Id',
  outcome: 'Outcome',
  request: 'Request: what the user said last',
  answer: 'Answer',
  error: 'Error',
  tokens_in: 'Tokens in',
  tokens_out: 'Tokens out',
  tokens_cached: 'Tokens in, cached',
  tokens_reasoning: 'Tokens out, reasoning',
  cost_usd: 'Cost in US dollars',
  model: 'Model',
  finish_reason: 'Why the model stopped',
  batch: 'Batch that ran the row',
  raw_request: 'Request as it stands in the file',
  raw_result: 'Result as the server sent it',
} satisfies Record<FactName, string>

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

/** The fields that structured answers have. */
export interface FieldsFound {
  /** In the order they are met. */
  names: readonly string[]
  /** Some answer does not stand in them: it is no JSON object, or has other fields. */
  hasOther: boolean
}

/** More fields than anybody has columns for; the rest stands in the whole answer. */
export const MOST_FIELDS = 300

/** Before any answer has been looked at. */
export const NO_FIELDS: FieldsFound = { names: [], hasOther: false }

/**
 * The columns to begin with: structured answers by their fields, others as text. No answer is left out: the text gives
 * way only where the fields hold every answer.
 */
export function usualColumns({ names, hasOther }: FieldsFound): ExportColumn[] {
  const fields = names.map(fieldColumn)
  return USUAL.flatMap((name) => {
    if (name !== 'answer' || fields.length === 0) return [factColumn(name)]
    return hasOther ? [factColumn(name), ...fields] : fields
  })
}

/** Names a source: equal sources have equal keys. */
export function sourceKey(source: ColumnSource): string {
  return source.kind === 'fact' ? source.name : `field:${source.path}`
}
