import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite'
import * as z from 'zod/mini'
import {
  BatchRecord,
  FileRecord,
  REQUEST_STATES,
  type FinishedRequest,
  type LineKind,
  type NewRequest,
  type RequestRecord,
  type StoredLine,
} from '../records.ts'
import { Register } from '../register.ts'
import { StorageFailure, type ContentWriter, type RequestQuery, type Store } from '../store.ts'
import { ContentDirectory } from './contents.ts'
import { SCHEMA, SCHEMA_VERSION } from './schema.ts'

const RequestRow = z.object({
  position: z.number(),
  custom_id: z.string(),
  model: z.string(),
  start: z.number(),
  length: z.number(),
  state: z.enum(REQUEST_STATES),
  attempt: z.number(),
})
const RemovedRow = z.object({ rows: z.number(), bytes: z.number() })
const LineRow = z.object({ sequence: z.number(), position: z.number(), line: z.string() })

type Row = Record<string, SQLOutputValue>

function toRequest(row: Row): RequestRecord {
  const { custom_id: customId, ...rest } = z.parse(RequestRow, row)
  return { ...rest, customId }
}

function recordOf(row: Row): unknown {
  try {
    return JSON.parse(String(row['record']))
  } catch {
    return null
  }
}

function asStorageFailure(error: unknown): unknown {
  const isOfDatabase = error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR'
  return isOfDatabase ? new StorageFailure(error.message, { cause: error }) : error
}

/**
 * Keeps everything in a directory: `batches.sqlite` and `contents/`. The database is held exclusively,
 * so that a second server on the same directory fails to start instead of running every batch twice.
 * What a call has kept survives a killed process (write-ahead log), not necessarily a power cut.
 */
export class SqliteStore implements Store {
  readonly #database: DatabaseSync
  readonly #contents: ContentDirectory
  readonly #statements = new Map<string, StatementSync>()
  readonly #files = new Register<FileRecord>()
  readonly #batches = new Register<BatchRecord>()

  /**
   * @param directory created when missing
   * @param onUnreadable told of a kept record that cannot be read; the others are there all the same
   * @throws when the directory cannot be written, is in use by another server, or is of another version
   */
  constructor(directory: string, onUnreadable: (message: string) => void = () => undefined) {
    mkdirSync(directory, { recursive: true })
    this.#database = new DatabaseSync(join(directory, 'batches.sqlite'))
    this.#database.exec(
      'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE; COMMIT;',
    )
    this.#migrate(directory)
    this.#contents = new ContentDirectory(join(directory, 'contents'))
    const load = <Entry>(table: 'files' | 'batches', schema: z.ZodMiniType<Entry>): Entry[] => {
      const rows = this.#all(`SELECT id, record FROM ${table} ORDER BY sequence`)
      return rows.flatMap((row) => {
        const parsed = z.safeParse(schema, recordOf(row))
        if (!parsed.success)
          onUnreadable(`A record in ${directory} cannot be read: ${table} ${String(row['id'])}.`)
        return parsed.success ? [parsed.data] : []
      })
    }
    for (const file of load('files', FileRecord)) this.#files.set(file)
    for (const batch of load('batches', BatchRecord)) this.#batches.set(batch)
    this.#contents.keepOnly(new Set(this.#all('SELECT id FROM files').map((row) => String(row['id']))))
  }

  files(): readonly FileRecord[] {
    return this.#files.all()
  }

  everyFile(): readonly FileRecord[] {
    return this.#files.ever()
  }

  file(id: string): FileRecord | undefined {
    return this.#files.get(id)
  }

  saveFile(file: FileRecord): void {
    this.#run(
      'INSERT INTO files (id, record) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET record = excluded.record',
      file.id,
      JSON.stringify(z.parse(FileRecord, file)),
    )
    this.#files.set(file)
  }

  async deleteFile(id: string): Promise<void> {
    const file = this.#files.get(id)
    this.#run('DELETE FROM files WHERE id = ?', id)
    this.#files.delete(id)
    if (file?.kind === 'input') await this.#contents.delete(id)
  }

  batches(): readonly BatchRecord[] {
    return this.#batches.all()
  }

  everyBatch(): readonly BatchRecord[] {
    return this.#batches.ever()
  }

  batch(id: string): BatchRecord | undefined {
    return this.#batches.get(id)
  }

  saveBatch(batch: BatchRecord): void {
    this.#writeBatch(batch)
    this.#batches.set(batch)
  }

  #writeBatch(batch: BatchRecord): void {
    this.#run(
      'INSERT INTO batches (id, record) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET record = excluded.record',
      batch.id,
      JSON.stringify(z.parse(BatchRecord, batch)),
    )
  }

  deleteBatch(id: string): void {
    const batch = this.#batches.get(id)
    if (!batch) return
    this.#transaction(() => {
      this.#run('DELETE FROM files WHERE id IN (?, ?)', batch.outputFileId, batch.errorFileId)
      this.#run('DELETE FROM requests WHERE batch_id = ?', id)
      this.#run('DELETE FROM lines WHERE batch_id = ?', id)
      this.#run('DELETE FROM batches WHERE id = ?', id)
    })
    this.#batches.delete(id)
    this.#files.delete(batch.outputFileId)
    this.#files.delete(batch.errorFileId)
  }

  createContent(fileId: string): Promise<ContentWriter> {
    return this.#contents.create(fileId)
  }

  readContent(fileId: string): ReadableStream<Uint8Array> {
    return this.#contents.read(fileId)
  }

  readSlice(fileId: string, start: number, length: number): Promise<Uint8Array> {
    return this.#contents.slice(fileId, start, length)
  }

  addRequests(batchId: string, requests: readonly NewRequest[]): void {
    this.#transaction(() => {
      for (const { position, customId, model, start, length } of requests) {
        this.#run(
          "INSERT INTO requests VALUES (?, ?, ?, ?, ?, ?, 'pending', 1)",
          batchId,
          position,
          customId,
          model,
          start,
          length,
        )
      }
    })
  }

  clearRequests(batchId: string): void {
    this.#run('DELETE FROM requests WHERE batch_id = ?', batchId)
  }

  requests(batchId: string, query: RequestQuery): RequestRecord[] {
    const { from = 0, skip = 0, limit, states = REQUEST_STATES, search = '' } = query
    return this.#all(
      `SELECT position, custom_id, model, start, length, state, attempt FROM requests
       WHERE batch_id = ? AND position >= ? AND state IN (SELECT value FROM json_each(?))
         AND (? = '' OR instr(lower(custom_id), ?) > 0)
       ORDER BY position LIMIT ? OFFSET ?`,
      batchId,
      from,
      JSON.stringify(states),
      search,
      search.toLowerCase(),
      limit,
      skip,
    ).map(toRequest)
  }

  finish(batch: BatchRecord, finished: readonly FinishedRequest[]): void {
    this.#transaction(() => {
      for (const { position, kind, line } of finished) {
        const { changes } = this.#run(
          "UPDATE requests SET state = ? WHERE batch_id = ? AND position = ? AND state = 'pending'",
          kind === 'output' ? 'completed' : 'failed',
          batch.id,
          position,
        )
        if (changes !== 1) throw new Error(`Request ${position} is not pending.`)
        this.#run(
          'INSERT INTO lines (batch_id, position, kind, line) VALUES (?, ?, ?, ?)',
          batch.id,
          position,
          kind,
          line,
        )
      }
      this.#writeBatch(batch)
    })
    this.#batches.set(batch)
  }

  cancelPending(batch: BatchRecord): void {
    this.#transaction(() => {
      this.#run("UPDATE requests SET state = 'cancelled' WHERE batch_id = ? AND state = 'pending'", batch.id)
      this.#writeBatch(batch)
    })
    this.#batches.set(batch)
  }

  reopen(
    batchId: string,
    positions: readonly number[],
    withoutLines: (removed: { rows: number; bytes: number }) => BatchRecord,
  ): BatchRecord {
    const wanted = JSON.stringify(positions)
    const batch = this.#transaction(() => {
      this.#run(
        `UPDATE requests SET state = 'pending', attempt = attempt + 1
         WHERE batch_id = ? AND position IN (SELECT value FROM json_each(?))`,
        batchId,
        wanted,
      )
      const [removed] = this.#all(
        `SELECT count(*) AS rows, coalesce(sum(length(CAST(line AS BLOB)) + 1), 0) AS bytes FROM lines
         WHERE batch_id = ? AND kind = 'error' AND position IN (SELECT value FROM json_each(?))`,
        batchId,
        wanted,
      )
      this.#run(
        `DELETE FROM lines
         WHERE batch_id = ? AND kind = 'error' AND position IN (SELECT value FROM json_each(?))`,
        batchId,
        wanted,
      )
      const reopened = withoutLines(z.parse(RemovedRow, removed))
      this.#writeBatch(reopened)
      return reopened
    })
    this.#batches.set(batch)
    return batch
  }

  lines(
    batchId: string,
    kind: LineKind,
    query: { skip?: number; afterSequence?: number; limit: number },
  ): StoredLine[] {
    return this.#all(
      `SELECT sequence, position, line FROM lines WHERE batch_id = ? AND kind = ? AND sequence > ?
       ORDER BY sequence LIMIT ? OFFSET ?`,
      batchId,
      kind,
      query.afterSequence ?? 0,
      query.limit,
      query.skip ?? 0,
    ).map((row) => z.parse(LineRow, row))
  }

  lineOf(batchId: string, position: number): string | undefined {
    const row = this.#statement('SELECT line FROM lines WHERE batch_id = ? AND position = ?').get(
      batchId,
      position,
    )
    return typeof row?.['line'] === 'string' ? row['line'] : undefined
  }

  close(): void {
    this.#database.close()
  }

  #migrate(directory: string): void {
    const version = this.#all('PRAGMA user_version')[0]?.['user_version']
    if (version === SCHEMA_VERSION) return
    if (version !== 0)
      throw new Error(`${directory} was written by another version of this program; use another directory.`)
    this.#transaction(() => this.#database.exec(SCHEMA))
  }

  #transaction<Result>(work: () => Result): Result {
    try {
      this.#database.exec('BEGIN IMMEDIATE')
      const result = work()
      this.#database.exec('COMMIT')
      return result
    } catch (error) {
      // A full disk has already ended the transaction.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      throw asStorageFailure(error)
    }
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql)
    if (known) return known
    const statement = this.#database.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }

  #run(sql: string, ...values: (string | number)[]) {
    try {
      return this.#statement(sql).run(...values)
    } catch (error) {
      throw asStorageFailure(error)
    }
  }

  #all(sql: string, ...values: (string | number)[]): Row[] {
    return this.#statement(sql).all(...values)
  }
}
