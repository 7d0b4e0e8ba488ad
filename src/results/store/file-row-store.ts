import * as z from 'zod/mini'
import { parseJson } from '../../domain/results/json.ts'
import type { Clock } from '../ports.ts'
import type { Entry } from './entries.ts'
import { FileBytes, holdsSegments } from './file-bytes.ts'
import { type Block, entriesOf, Journal } from './journal.ts'
import type { Keeping, KeptRows, RowStore } from './row-store.ts'
import type { StoreFiles, SyncFile } from './sync-file.ts'

/** What a crash may cost at most: so many bytes, or milliseconds, of reading. */
const CHECKPOINT_BYTES = 8 * 1024 * 1024
const CHECKPOINT_MS = 2000

const Segments = z.array(z.object({ at: z.number(), length: z.number(), sum: z.number() }))

/** Lines between two looks at the clock. */
const LINES_PER_LOOK = 64
/** How long after the last reading the bytes are made safe from a power cut, which takes a moment. */
const SAFE_AFTER_MS = 1000

/** The head of a block: the writes since the last one, and how far reading had come. */
const Head = z.object({
  requests: Segments,
  results: Segments,
  state: z.unknown(),
  /** Whether all bytes up to here had been made safe before the block was written. */
  isSafe: z.boolean(),
})

/** A whole block and what its head says. */
interface Checkpoint {
  block: Block
  head: z.infer<typeof Head>
  /** Bytes of each file that count up to here. */
  requestsEnd: number
  resultsEnd: number
}

interface Opened<State> {
  store: RowStore
  /** `null` when nothing is stored, or nothing that can be used. */
  kept: KeptRows<State> | null
}

/**
 * Opens what is stored of a batch and puts it in order: what a crash has left half written is dropped.
 * @param readState reads a stored state; `null` when it is of no use, and then nothing stored is
 */
export function openFileRowStore<State>(
  files: StoreFiles,
  clock: Clock,
  readState: (value: unknown) => State | null,
): Opened<State> {
  const journal = new Journal(files.journal)
  const sound = soundCheckpoints(files, journal.blocks())
  const entries = readEntries(sound)
  const state = entries === null ? null : readState(sound.at(-1)?.head.state)
  const last = state === null ? undefined : sound.at(-1)
  const ends = { requests: last?.requestsEnd ?? 0, results: last?.resultsEnd ?? 0 }
  files.requests.truncate(ends.requests)
  files.results.truncate(ends.results)
  journal.cutAt(last?.block.end ?? 0)
  const store = new FileRowStore(files, journal, ends, clock)
  return { store, kept: state === null || entries === null ? null : { state, entries } }
}

/** @returns `null` when a block holds something else, though its checksum is right */
function readEntries(checkpoints: readonly Checkpoint[]): Entry[] | null {
  try {
    return [...entriesOf(checkpoints.map(({ block }) => block))]
  } catch {
    return null
  }
}

/**
 * The checkpoints that the bytes bear out. What was written after the last safe one may have been lost in part, so it
 * is read and compared.
 */
function soundCheckpoints(files: StoreFiles, blocks: readonly Block[]): Checkpoint[] {
  const sizes = { requests: files.requests.getSize(), results: files.results.getSize() }
  const checkpoints: Checkpoint[] = []
  let [requestsEnd, resultsEnd] = [0, 0]
  for (const block of blocks) {
    const head = z.safeParse(Head, parseJson(block.head))
    if (!head.success) break
    requestsEnd = endOf(head.data.requests, requestsEnd)
    resultsEnd = endOf(head.data.results, resultsEnd)
    if (requestsEnd > sizes.requests || resultsEnd > sizes.results) break
    checkpoints.push({ block, head: head.data, requestsEnd, resultsEnd })
  }
  const safe = checkpoints.findLastIndex(({ head }) => head.isSafe) + 1
  const doubtful = checkpoints.slice(safe)
  const broken = doubtful.findIndex(
    ({ head }) =>
      !holdsSegments(files.requests, head.requests) || !holdsSegments(files.results, head.results),
  )
  return broken === -1 ? checkpoints : checkpoints.slice(0, safe + broken)
}

function endOf(segments: z.infer<typeof Segments>, before: number): number {
  const last = segments.at(-1)
  return last === undefined ? before : last.at + last.length
}

/** Keeps rows in files. */
class FileRowStore implements RowStore {
  readonly requests: FileBytes
  readonly results: FileBytes
  readonly #files: readonly SyncFile[]
  readonly #journal: Journal
  readonly #clock: Clock
  #keeping: Keeping = 'device'
  #checkpointAt: number
  #bytesAtCheckpoint: number
  #lastState = ''
  #lines = 0
  /** All that is written has been made safe. */
  #isSafe = true
  #isSafeSoon = false
  readonly #closing = new AbortController()

  constructor(
    files: StoreFiles,
    journal: Journal,
    ends: { requests: number; results: number },
    clock: Clock,
  ) {
    const failed = (error: unknown) => this.#fail(error)
    this.requests = new FileBytes(files.requests, ends.requests, failed)
    this.results = new FileBytes(files.results, ends.results, failed)
    this.#files = [files.requests, files.results, files.journal]
    this.#journal = journal
    this.#clock = clock
    this.#checkpointAt = clock.now()
    this.#bytesAtCheckpoint = this.#bytes
  }

  get keeping(): Keeping {
    return this.#keeping
  }

  note(entry: Entry): void {
    if (this.#keeping === 'device') this.#journal.note(entry)
  }

  gathered(state: () => unknown): void {
    this.#lines += 1
    const isMuch = this.#bytes - this.#bytesAtCheckpoint >= CHECKPOINT_BYTES
    const isOld =
      this.#lines % LINES_PER_LOOK === 0 && this.#clock.now() - this.#checkpointAt >= CHECKPOINT_MS
    if (isMuch || isOld) this.#checkpoint(state)
  }

  settle(state: () => unknown): void {
    this.#checkpoint(state)
    if (this.#isSafe || this.#isSafeSoon) return
    this.#isSafeSoon = true
    void this.#clock.wait(SAFE_AFTER_MS, this.#closing.signal).then(() => {
      this.#isSafeSoon = false
      if (!this.#closing.signal.aborted) this.#makeSafe(state)
    })
  }

  close(): void {
    this.#closing.abort()
    for (const file of this.#files) file.close()
  }

  /** Bytes taken in so far. */
  get #bytes(): number {
    return this.requests.end + this.results.end
  }

  #checkpoint(state: () => unknown): void {
    if (this.#keeping !== 'device') return
    this.#checkpointAt = this.#clock.now()
    const text = JSON.stringify(state())
    if (this.#journal.pendingBytes === 0 && text === this.#lastState) return
    this.#isSafe = false
    this.#attempt(() => {
      for (const bytes of [this.requests, this.results]) bytes.write()
      if (this.#keeping === 'device') this.#writeBlock(text)
    })
  }

  /** Makes sure that not even a power cut loses what has been read, and notes that nobody need compare it any more. */
  #makeSafe(state: () => unknown): void {
    this.#checkpoint(state)
    if (this.#keeping !== 'device' || this.#isSafe) return
    this.#attempt(() => {
      for (const bytes of [this.requests, this.results]) bytes.flush()
      this.#isSafe = true
      this.#writeBlock(this.#lastState)
      this.#journal.flush()
    })
  }

  #writeBlock(state: string): void {
    const head = {
      requests: this.requests.takeSegments(),
      results: this.results.takeSegments(),
      isSafe: this.#isSafe,
    }
    this.#journal.writeBlock(JSON.stringify({ ...head, state: parseJson(state) }))
    this.#lastState = state
    this.#bytesAtCheckpoint = this.#bytes
  }

  #attempt(write: () => void): void {
    try {
      write()
    } catch (error) {
      this.#fail(error)
    }
  }

  #fail(error: unknown): void {
    const isFull = error instanceof DOMException && error.name === 'QuotaExceededError'
    this.#keeping = isFull ? 'full' : 'broken'
  }
}
