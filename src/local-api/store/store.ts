import type {
  BatchRecord,
  FileRecord,
  FinishedRequest,
  LineKind,
  NewRequest,
  RequestRecord,
  RequestState,
  StoredLine,
} from './records.ts'

/** Nothing could be kept just now, because the disk is full for example; later it may go well. */
export class StorageFailure extends Error {}

/** Receives the bytes of an uploaded file. Nothing is visible before `commit`. */
export interface ContentWriter {
  write(chunk: Uint8Array): Promise<void>
  commit(): Promise<void>
  /** Leaves nothing behind; safe after a failed `write`. */
  discard(): Promise<void>
}

export interface RequestQuery {
  /** Only positions from this one on. */
  from?: number
  skip?: number
  limit: number
  states?: readonly RequestState[]
  /** Case-insensitive text inside the custom_id. */
  search?: string
}

/**
 * What a workspace keeps. Calls are synchronous because SQLite and memory are; only contents of input
 * files are read asynchronously. Every method is one transaction: it happens whole or not at all, and
 * those that write throw a `StorageFailure` when the place they write to refuses.
 */
export interface Store {
  /** All files, oldest first. */
  files(): readonly FileRecord[]
  /** As `files`, with those that were deleted since the store was opened in their places. */
  everyFile(): readonly FileRecord[]
  file(id: string): FileRecord | undefined
  saveFile(file: FileRecord): void
  /** Forgets a file and the content of an input file. */
  deleteFile(id: string): Promise<void>

  /** All batches, oldest first. */
  batches(): readonly BatchRecord[]
  /** As `batches`, with those that were deleted since the store was opened in their places. */
  everyBatch(): readonly BatchRecord[]
  batch(id: string): BatchRecord | undefined
  saveBatch(batch: BatchRecord): void
  /** Forgets a batch with its requests, results, output file and error file. */
  deleteBatch(id: string): void

  createContent(fileId: string): Promise<ContentWriter>
  readContent(fileId: string): ReadableStream<Uint8Array>
  /** @param start first byte @param length bytes */
  readSlice(fileId: string, start: number, length: number): Promise<Uint8Array>

  addRequests(batchId: string, requests: readonly NewRequest[]): void
  clearRequests(batchId: string): void
  /** Requests of a batch in input order. */
  requests(batchId: string, query: RequestQuery): RequestRecord[]

  /**
   * Keeps finished requests and the batch that now counts them. Requests that are no longer pending are
   * the caller's mistake and throw, so that no request can ever leave two lines.
   */
  finish(batch: BatchRecord, finished: readonly FinishedRequest[]): void
  /** Marks all pending requests as cancelled and keeps the batch. */
  cancelPending(batch: BatchRecord): void
  /**
   * Makes ended requests pending again and takes their lines out of the error file.
   * @param withoutLines the batch to keep, told what was taken out: lines and their bytes, with line ends
   * @returns that batch
   */
  reopen(
    batchId: string,
    positions: readonly number[],
    withoutLines: (removed: { rows: number; bytes: number }) => BatchRecord,
  ): BatchRecord

  /** Lines in order of completion, from `skip` on and after `afterSequence`. */
  lines(
    batchId: string,
    kind: LineKind,
    query: { skip?: number; afterSequence?: number; limit: number },
  ): StoredLine[]
  /** The newest line of one request. */
  lineOf(batchId: string, position: number): string | undefined

  close(): void
}
