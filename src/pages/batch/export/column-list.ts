import {
  type ExportColumn,
  FACT_LABELS,
  FACT_NAMES,
  type FieldsFound,
  factColumn,
  fieldColumn,
  sourceKey,
  usualColumns,
} from '~/domain/export/columns'

/** A column that can be in a file, and whether it is. */
export interface ColumnEntry {
  column: ExportColumn
  isChosen: boolean
}

const BATCH = sourceKey({ kind: 'fact', name: 'batch' })

/** What can be done to the list. Columns are named by the key of their source. */
export type ColumnChange =
  | { kind: 'toggle'; key: string }
  | { kind: 'rename'; key: string; title: string }
  | { kind: 'move'; key: string; by: -1 | 1 }

/**
 * All columns there can be: the usual ones first and chosen, then the others. Where rows of several batches stand
 * together, which batch ran each is told too.
 * @param fields of structured answers
 * @param ofSeveral whether rows of several batches are merged
 */
export function columnEntries(fields: FieldsFound, ofSeveral = false): ColumnEntry[] {
  const usual = usualColumns(fields)
  const usualKeys = new Set(usual.map(({ source }) => sourceKey(source)))
  const names = FACT_NAMES.filter((name) => ofSeveral || name !== 'batch')
  const others = [...names.map(factColumn), ...fields.names.map(fieldColumn)].filter(
    ({ source }) => !usualKeys.has(sourceKey(source)),
  )
  return [
    ...usual.map((column) => ({ column, isChosen: true })),
    ...others.map((column) => ({ column, isChosen: sourceKey(column.source) === BATCH })),
  ]
}

/** The list after a change. */
export function changeColumns(entries: readonly ColumnEntry[], change: ColumnChange): ColumnEntry[] {
  const at = entries.findIndex(({ column }) => sourceKey(column.source) === change.key)
  const entry = entries[at]
  if (entry === undefined) return [...entries]
  switch (change.kind) {
    case 'toggle':
      return entries.with(at, { ...entry, isChosen: !entry.isChosen })
    case 'rename':
      return entries.with(at, { ...entry, column: { ...entry.column, title: change.title } })
    case 'move': {
      const other = entries[at + change.by]
      return other === undefined ? [...entries] : entries.with(at, other).with(at + change.by, entry)
    }
  }
}

/** What a column holds, in words. */
export function columnLabel({ source }: ExportColumn): string {
  return source.kind === 'fact' ? FACT_LABELS[source.name] : `Field “${source.path}” of the answer`
}
