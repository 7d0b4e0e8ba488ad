import type { ExportColumn } from './columns.ts'
import type { ExportRow } from './export-row.ts'

/** What a file is to hold and how. */
export type ExportPlan =
  /** The lines of the output and error files, byte for byte. */
  | { format: 'jsonl' }
  /** One line for every row: its id, its outcome, its request and its result. */
  | { format: 'merged' }
  /** `bom` helps older spreadsheets to see UTF-8; `isGuarded` keeps spreadsheets from reading formulas. */
  | { format: 'csv'; columns: readonly ExportColumn[]; bom: boolean; isGuarded: boolean }
  | { format: 'xlsx'; columns: readonly ExportColumn[] }

/** Rows as they come. What asks for the next one waits for it. */
export type RowSource = AsyncIterable<ExportRow> | Iterable<ExportRow>
