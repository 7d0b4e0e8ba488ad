import type { Change, ChangeKind } from '../../domain/export/changes.ts'
import type { ExportPlan } from '../../domain/export/export-plan.ts'
import type { ExportRow } from '../../domain/export/export-row.ts'
import type { OwnPrice } from '../../domain/own-prices.ts'

/** What is to be written. */
export interface ExportTask {
  plan: ExportPlan
  /** What the batch is priced by, for example "24h". */
  tier: string
  ownPrices: readonly OwnPrice[]
  /** The file a person chose; `null` where browsers cannot ask: the file is then made here and handed out. */
  target: FileSystemFileHandle | null
}

/** What the page says: the task first, then rows whenever more are wanted, then the end or `stop`. */
export type ToExport =
  | { kind: 'start'; task: ExportTask }
  | { kind: 'rows'; rows: ExportRow[] }
  | { kind: 'end' }
  | { kind: 'stop' }

/** What stands in the file otherwise than it was answered. */
export interface ChangesMade {
  counts: Record<ChangeKind, number>
  first: Change[]
}

/** What the worker says. All but `more` are its last words. */
export type FromExport =
  | { kind: 'more' }
  /** `file` is `null` when a person chose where it is. */
  | { kind: 'done'; bytes: number; file: Blob | null; changes: ChangesMade }
  | { kind: 'stopped' }
  | { kind: 'failed'; message: string }
