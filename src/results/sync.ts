import type { Batch } from '../contract/batch.ts'
import { hasEnded } from '../domain/batch-state.ts'
import { readResultLine } from '../domain/results/result-line.ts'
import { Alarm } from './alarm.ts'
import type { ReadReport } from './file-cursor.ts'
import { InputReader } from './input-reader.ts'
import { type Held, Plan, type Step } from './plan.ts'
import type { Clock, FetchContent } from './ports.ts'
import { readLines } from './read-lines.ts'
import { type OpenOutcome, RowTable } from './row-table.ts'
import { openOutcome, type ResultsStatus, type SyncPhase } from './status.ts'
import { RESULT_FILES, type ResultFile } from './store/entries.ts'
import type { KeptRows, RowStore } from './store/row-store.ts'
import type { SyncState } from './sync-state.ts'

interface SyncPorts {
  fetchContent: FetchContent
  store: RowStore
  clock: Clock
  /** Called after every change; cheap calls only, since there is one for each line. */
  changed: () => void
}

const decoder = new TextDecoder()

/**
 * Keeps the rows of one batch in step with its files: reads what is new, notices what was missed, and knows
 * when everything is there. It polls nothing: `update` it with each state of the batch.
 */
export class ResultsSync {
  readonly table: RowTable
  readonly #ports: SyncPorts
  readonly #plan: Plan
  readonly #input: InputReader
  readonly #alarm: Alarm
  readonly #stopping = new AbortController()
  #isPaused = false
  #lastRowAt: number | null = null

  /** @param kept what an earlier visit has stored of this very batch: reading goes on from there */
  constructor(ports: SyncPorts, batch: Batch, kept: KeptRows<SyncState> | null) {
    this.#ports = ports
    this.table = new RowTable(ports.store)
    if (kept !== null) this.table.restore(kept.entries)
    this.#lastRowAt = kept?.state.lastRowAt ?? null
    this.#plan = new Plan(batch, kept?.state.plan ?? null)
    const changed = () => this.#lineTaken()
    const rested = () => this.keep()
    this.#input = new InputReader(
      { ...ports, table: this.table, changed, rested },
      batch,
      kept?.state.input ?? null,
    )
    this.#alarm = new Alarm(ports.clock)
    if (kept !== null) this.#plan.update(batch, this.#held())
  }

  /** Takes the newest state of the batch. */
  update(batch: Batch): void {
    this.#plan.update(batch, this.#held())
    this.#input.update(batch)
    this.#alarm.wake()
    this.#ports.changed()
  }

  /** Asks again at once, whatever went wrong before: the key has changed, or the person wants it. */
  retry(): void {
    this.#plan.retry()
    this.#input.retry()
    this.#alarm.wake()
    this.#ports.changed()
  }

  /** Asks for nothing more until `resume`; answers under way are read to their end. */
  pause(): void {
    this.#isPaused = true
    this.#input.pause()
  }

  /** Goes on after `pause`. */
  resume(): void {
    this.#isPaused = false
    this.#input.resume()
    this.#alarm.wake()
  }

  /** Stores what has been read so far. */
  keep(): void {
    const { store, changed } = this.#ports
    const before = store.keeping
    store.settle(this.#state)
    if (store.keeping !== before) changed()
  }

  /** Ends all work for good. */
  stop(): void {
    this.#stopping.abort()
    this.#input.stop()
    this.#alarm.wake()
  }

  /** Works until stopped; resolves then. Rejects only when the store fails. */
  async run(): Promise<void> {
    await Promise.all([this.#input.run(), this.#runResults()])
  }

  /** The server does not accept the key for one of the files. */
  get isKeyRefused(): boolean {
    return this.phase().kind === 'needs_key' || this.#input.failure?.kind === 'needs_key'
  }

  /** What a row without a result counts as. */
  get openOutcome(): OpenOutcome {
    return openOutcome(this.phase(), this.#plan.batch.status)
  }

  status(): ResultsStatus {
    const { batch, cursors } = this.#plan
    return {
      phase: this.phase(),
      batchRuns: !hasEnded(batch),
      rowsRead: this.table.results.distinct,
      rowsTotal: Math.max(batch.request_counts.total, this.table.input.count),
      rowsListed: this.table.count,
      outcomes: this.table.outcomeCounts(this.openOutcome),
      input: this.#input.state,
      inputProblem: this.#input.failure?.message ?? null,
      wholeFilesOnly: cursors.output.offsetIgnored,
      unreadableLines: cursors.output.unreadable.size + cursors.error.unreadable.size,
      lastRowAt: this.#lastRowAt,
      keeping: this.#ports.store.keeping,
      version: `${this.table.version} ${this.openOutcome}`,
    }
  }

  phase(): SyncPhase {
    const held = this.#held()
    const verdict = this.#plan.verdict(held)
    if (verdict === 'complete') return { kind: 'complete' }
    const troubles = RESULT_FILES.flatMap((file) => this.#plan.cursors[file].trouble ?? [])
    const [keyRefused, gone] = (['needs_key', 'gone'] as const).map((kind) =>
      troubles.find(({ failure }) => failure.kind === kind),
    )
    if (keyRefused !== undefined) return { kind: 'needs_key', message: keyRefused.failure.message }
    if (gone !== undefined && verdict !== 'open') return { kind: 'gone', message: gone.failure.message }
    for (const { failure, retryAt, attempts } of troubles) {
      if (retryAt !== null) return { kind: 'retrying', retryAt, attempts, message: failure.message }
    }
    switch (verdict) {
      case 'open':
        return { kind: 'live' }
      case 'short': {
        const { completed, failed } = this.#plan.batch.request_counts
        return { kind: 'short', lacking: Math.max(0, completed + failed - held.distinct) }
      }
      case 'reading':
      case 'checking':
        return { kind: verdict }
    }
  }

  async #runResults(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const step = this.#nextStep()
      if (step.kind === 'read') {
        await this.#read(step.file, step.fileId)
      } else {
        this.keep()
        await this.#alarm.sleep(step.until)
      }
      this.#ports.changed()
    }
  }

  #nextStep(): Step {
    if (this.#isPaused) return { kind: 'wait', until: null }
    return this.#plan.next(this.#ports.clock.now(), this.#held())
  }

  async #read(file: ResultFile, fileId: string): Promise<void> {
    if (this.#plan.begin(file, this.#held())) this.table.beginErrorReading()
    const report = await this.#readAnswer(file, fileId)
    if (report.end.kind === 'aborted') return
    if (this.#plan.finish(file, report, this.#held(), this.#ports.clock)) this.table.endErrorReading()
  }

  async #readAnswer(file: ResultFile, fileId: string): Promise<ReadReport> {
    const cursor = this.#plan.cursors[file]
    const from = cursor.position
    let first: number | null = null
    let lines = 0
    let newRows = 0
    let offsetIgnored = cursor.offsetIgnored
    const end = await readLines({
      fetchContent: this.#ports.fetchContent,
      clock: this.#ports.clock,
      fileId,
      from,
      signal: this.#stopping.signal,
      take: (bytes, ended) => {
        const line = readResultLine(decoder.decode(bytes))
        if (line === null) {
          if (!ended || !cursor.acceptUnreadable(from + lines)) return false
          lines += 1
          cursor.took(lines, offsetIgnored)
          return true
        }
        if (lines === 0 && from > 0) {
          first = this.table.results.lineNumberOf(file, line.id)
          // A row that slipped in before the cursor also repeats one, but a late one.
          offsetIgnored = first !== null && first < from / 2
        }
        const base = offsetIgnored ? 0 : from
        if (this.table.addResult(file, line, bytes, base + lines)) {
          newRows += 1
          this.#lastRowAt = this.#ports.clock.now()
        }
        lines += 1
        cursor.took(lines, offsetIgnored)
        this.#lineTaken()
        return true
      },
    })
    if (end.kind === 'clean' && lines === 0) offsetIgnored = false
    return { end, lines, newRows, offsetIgnored }
  }

  #lineTaken(): void {
    this.#ports.store.gathered(this.#state)
    this.#ports.changed()
  }

  /** What to keep for the next visit. */
  readonly #state = (): SyncState => ({
    plan: this.#plan.state(),
    input: this.#input.state,
    lastRowAt: this.#lastRowAt,
  })

  #held(): Held {
    const { results } = this.table
    return { output: results.held('output'), error: results.held('error'), distinct: results.distinct }
  }
}
