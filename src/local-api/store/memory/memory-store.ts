import type {
  BatchRecord,
  FileRecord,
  FinishedRequest,
  LineKind,
  NewRequest,
  RequestRecord,
  StoredLine,
} from '../records.ts'
import { Register } from '../register.ts'
import type { ContentWriter, RequestQuery, Store } from '../store.ts'

const encoder = new TextEncoder()

interface BatchRows {
  requests: RequestRecord[]
  output: StoredLine[]
  error: StoredLine[]
}

/** Keeps everything in memory: for tests, and for the demo inside a page. Contents are Blobs. */
export class MemoryStore implements Store {
  readonly #files = new Register<FileRecord>()
  readonly #batches = new Register<BatchRecord>()
  readonly #contents = new Map<string, Blob>()
  readonly #rows = new Map<string, BatchRows>()
  #sequence = 0

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
    this.#files.set(file)
  }

  async deleteFile(id: string): Promise<void> {
    this.#files.delete(id)
    this.#contents.delete(id)
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
    this.#batches.set(batch)
  }

  deleteBatch(id: string): void {
    const batch = this.#batches.get(id)
    if (!batch) return
    this.#batches.delete(id)
    this.#rows.delete(id)
    this.#files.delete(batch.outputFileId)
    this.#files.delete(batch.errorFileId)
  }

  async createContent(fileId: string): Promise<ContentWriter> {
    let pieces: Uint8Array<ArrayBuffer>[] = []
    return {
      write: async (chunk) => {
        pieces.push(new Uint8Array(chunk))
      },
      commit: async () => {
        this.#contents.set(fileId, new Blob(pieces))
        pieces = []
      },
      discard: async () => {
        pieces = []
      },
    }
  }

  readContent(fileId: string): ReadableStream<Uint8Array> {
    return this.#content(fileId).stream()
  }

  async readSlice(fileId: string, start: number, length: number): Promise<Uint8Array> {
    return new Uint8Array(
      await this.#content(fileId)
        .slice(start, start + length)
        .arrayBuffer(),
    )
  }

  addRequests(batchId: string, requests: readonly NewRequest[]): void {
    const rows = this.#rowsOf(batchId)
    for (const request of requests) rows.requests.push({ ...request, state: 'pending', attempt: 1 })
  }

  clearRequests(batchId: string): void {
    this.#rows.delete(batchId)
  }

  requests(batchId: string, query: RequestQuery): RequestRecord[] {
    const { from = 0, skip = 0, limit, states, search } = query
    const wanted = search?.toLowerCase()
    const found: RequestRecord[] = []
    let skipped = 0
    const { requests } = this.#rowsOf(batchId)
    for (let position = from; position < requests.length && found.length < limit; position += 1) {
      const request = requests[position]
      if (!request || (states && !states.includes(request.state))) continue
      if (wanted !== undefined && !request.customId.toLowerCase().includes(wanted)) continue
      if (skipped < skip) skipped += 1
      else found.push(request)
    }
    return found
  }

  finish(batch: BatchRecord, finished: readonly FinishedRequest[]): void {
    const rows = this.#rowsOf(batch.id)
    for (const { position } of finished) {
      if (rows.requests[position]?.state !== 'pending') throw new Error(`Request ${position} is not pending.`)
    }
    for (const { position, kind, line } of finished) {
      this.#setState(rows, position, kind === 'output' ? 'completed' : 'failed')
      this.#sequence += 1
      rows[kind].push({ sequence: this.#sequence, position, line })
    }
    this.saveBatch(batch)
  }

  cancelPending(batch: BatchRecord): void {
    const rows = this.#rowsOf(batch.id)
    for (const request of rows.requests) {
      if (request.state === 'pending') this.#setState(rows, request.position, 'cancelled')
    }
    this.saveBatch(batch)
  }

  reopen(
    batchId: string,
    positions: readonly number[],
    withoutLines: (removed: { rows: number; bytes: number }) => BatchRecord,
  ): BatchRecord {
    const rows = this.#rowsOf(batchId)
    const reopened = new Set(positions)
    for (const position of positions) {
      const request = rows.requests[position]
      if (request) rows.requests[position] = { ...request, state: 'pending', attempt: request.attempt + 1 }
    }
    const removed = rows.error.filter((line) => reopened.has(line.position))
    rows.error = rows.error.filter((line) => !reopened.has(line.position))
    const bytes = removed.reduce((sum, { line }) => sum + encoder.encode(line).length + 1, 0)
    const batch = withoutLines({ rows: removed.length, bytes })
    this.saveBatch(batch)
    return batch
  }

  lines(
    batchId: string,
    kind: LineKind,
    query: { skip?: number; afterSequence?: number; limit: number },
  ): StoredLine[] {
    const all = this.#rowsOf(batchId)[kind]
    const { skip = 0, afterSequence, limit } = query
    const after = afterSequence === undefined ? 0 : all.findIndex((line) => line.sequence > afterSequence)
    if (after === -1) return []
    return all.slice(after + skip, after + skip + limit)
  }

  lineOf(batchId: string, position: number): string | undefined {
    const rows = this.#rowsOf(batchId)
    const isOfRequest = (line: StoredLine) => line.position === position
    return (rows.output.findLast(isOfRequest) ?? rows.error.findLast(isOfRequest))?.line
  }

  close(): void {
    this.#contents.clear()
  }

  #content(fileId: string): Blob {
    const content = this.#contents.get(fileId)
    if (!content) throw new Error(`No content is kept for file ${fileId}.`)
    return content
  }

  #rowsOf(batchId: string): BatchRows {
    const known = this.#rows.get(batchId)
    if (known) return known
    const rows: BatchRows = { requests: [], output: [], error: [] }
    this.#rows.set(batchId, rows)
    return rows
  }

  #setState(rows: BatchRows, position: number, state: RequestRecord['state']): void {
    const request = rows.requests[position]
    if (request) rows.requests[position] = { ...request, state }
  }
}
