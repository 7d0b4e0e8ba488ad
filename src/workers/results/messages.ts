import type { Connection } from '../../api/connection.ts'
import type { Batch } from '../../contract/batch.ts'
import type { AttemptRows } from '../../domain/attempts/merge.ts'
import type { DigestBlock } from '../../domain/compare/digests.ts'
import type { FieldsFound } from '../../domain/export/columns.ts'
import type { ErrorGroup } from '../../domain/results/error-groups.ts'
import type { AnswerShape } from '../../domain/results/row-columns.ts'
import type { Found } from '../../results/find/found.ts'
import type { Listing } from '../../results/find/query-views.ts'
import type { Progress, RowDetail, RowPlace, RowSummary, RowWindow } from '../../results/row-reader.ts'
import type { RowSnapshot } from '../../results/row-snapshot.ts'
import type { RowPick } from '../../domain/results/row-pick.ts'
import type { PickedRows, TextsOfRows } from '../../results/row-texts.ts'
import type { SettledRows } from '../../results/settled-rows.ts'
import type { ResultsStatus } from '../../results/status.ts'

/** A question that is answered once. `found` is answered when something else is found than `since` stands for. */
export type Question =
  | { kind: 'found'; listing: Listing; since: string }
  | {
      kind: 'rows'
      from: number
      count: number
      listing: Listing
      fields: readonly string[]
      /** Whether the answer may wait until it is known where an expression stands in the rows. */
      awaitsExcerpts: boolean
    }
  | { kind: 'row'; row: number }
  | { kind: 'place'; row: number; listing: Listing }
  | { kind: 'progress'; earliest: number; newest: number }
  | { kind: 'snapshot'; rows: Listing | Uint32Array }
  | { kind: 'texts'; rows: RowSnapshot }
  | { kind: 'ids'; rows: RowSnapshot }
  | { kind: 'fields'; rows: RowSnapshot }
  | { kind: 'shape'; rows: Uint32Array }
  | { kind: 'errors'; settled: SettledRows | null }
  | { kind: 'lines'; rows: Uint32Array; fields: readonly string[] }
  | { kind: 'digests'; from: number }
  | { kind: 'models' }
  | { kind: 'pick'; pick: RowPick }

/** The answer to a question of the same kind. */
export type Reply =
  | { kind: 'found'; found: Found }
  | { kind: 'rows'; window: RowWindow }
  | { kind: 'row'; detail: RowDetail | null }
  | { kind: 'place'; place: RowPlace }
  | { kind: 'progress'; progress: Progress }
  | { kind: 'snapshot'; snapshot: RowSnapshot }
  | { kind: 'texts'; texts: TextsOfRows }
  | { kind: 'ids'; ids: AttemptRows }
  | { kind: 'fields'; fields: FieldsFound }
  | { kind: 'shape'; shape: AnswerShape }
  | { kind: 'errors'; groups: ErrorGroup[] }
  | { kind: 'lines'; lines: RowSummary[] }
  | { kind: 'digests'; block: DigestBlock }
  | { kind: 'models'; names: string[] }
  | { kind: 'pick'; picked: PickedRows }

/**
 * What the page says. `open` comes first and once, and reads nothing before `resume`; `close` comes last, and the
 * worker then ends by itself.
 */
export type ToWorker =
  | { kind: 'open'; connection: Connection; answer: BatchAnswer }
  | { kind: 'update'; answer: BatchAnswer }
  | { kind: 'retry' }
  | { kind: 'pause' }
  | { kind: 'resume' }
  | { kind: 'ask'; id: number; question: Question }
  | { kind: 'close' }

/** A batch as a server answered it. */
export interface BatchAnswer {
  batch: Batch
  /** Unix milliseconds. An equal answer that comes later is news too: the files may hold more than before. */
  answeredAt: number
}

/**
 * What the worker says. `broken` and `released` are its last words: it can work no more, or has let go of rows that
 * are to be deleted from this device.
 */
export type FromWorker =
  | { kind: 'status'; status: ResultsStatus }
  | { kind: 'reply'; id: number; reply: Reply }
  | { kind: 'refused'; id: number; message: string }
  | { kind: 'code_missing'; id: number; reason: string | undefined }
  | { kind: 'broken'; message: string }
  | { kind: 'released' }
