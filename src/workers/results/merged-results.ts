import type { Batch } from '../../contract/batch.ts'
import {
  type AttemptRows,
  type MergeCounts,
  mergeAttempts,
  type MergedRows,
} from '../../domain/attempts/merge.ts'
import type { FieldsFound } from '../../domain/export/columns.ts'
import type { ExportRow } from '../../domain/export/export-row.ts'
import { OUTCOMES, type Outcome } from '../../domain/results/outcome.ts'
import { randomId } from '../../lib/random-id.ts'
import type { RowSummary } from '../../results/row-reader.ts'
import { partOf, type RowSnapshot, selectFrom } from '../../results/row-snapshot.ts'
import type { SettledRows } from '../../results/settled-rows.ts'
import type { TextsOfRows } from '../../results/row-texts.ts'
import { type AttemptReader, readAttempt } from './read-attempt.ts'
import type { ResultsSession } from './session.ts'

/** The part of the results of a batch that a merge takes from. */
export type MergeableResults = Pick<ResultsSession, 'snapshot' | 'ids' | 'texts' | 'fields' | 'lines'>

/** One batch of a merge. */
export interface MergeSource {
  batch: Batch
  results: MergeableResults
  /** Its rows in list order. */
  snapshot: RowSnapshot
}

/** A row in the attempt that counts for it. */
export interface LaterRow {
  batch: Batch
  /** Index in the list of that batch. */
  row: number
  outcome: Outcome
}

/** More ids at once would hold up whoever takes them. */
const IDS_AT_ONCE = 5000
const FIELDS_AT_ONCE = 500

/**
 * The rows of a batch, each with what the attempt that counts says of it. The texts stay where they are, in the
 * workers of the results; here are only the places of rows.
 */
export class MergedResults {
  /** Tells merges apart. */
  readonly name = randomId()
  /** The rows that have a usable answer by now. */
  readonly settled: SettledRows
  readonly counts: MergeCounts
  /** Rows may still change, or what an attempt has of them cannot all be had. */
  readonly isPartial: boolean
  readonly #sources: readonly MergeSource[]
  readonly #merged: MergedRows
  readonly #close: () => void

  /**
   * @param sources the batch itself, then the attempts, oldest first
   * @param lacksRows whether some result of an attempt cannot be had
   * @param close ends what was opened for it
   */
  constructor(sources: readonly MergeSource[], merged: MergedRows, lacksRows: boolean, close: () => void) {
    this.#sources = sources
    this.#merged = merged
    this.#close = close
    this.counts = merged.counts
    const marks = merged.outcomes.map((code) => Number(OUTCOMES[code] === 'succeeded'))
    this.settled = { name: this.name, marks, count: marks.reduce((sum, mark) => sum + mark, 0) }
    this.isPartial = lacksRows || merged.counts.pending > 0
  }

  /**
   * The texts of rows, each from the attempt that counts: as many as fit into one answer of every source, at least
   * one.
   * @param rows of the batch itself: the snapshot says which, and in what order
   * @throws as the sessions do
   */
  async texts(rows: RowSnapshot, signal: AbortSignal): Promise<TextsOfRows> {
    const found = new Map<number, ExportRow>()
    let end = rows.rows.length
    let lost = 0
    for (const [number, { batch, results, snapshot }] of this.#sources.entries()) {
      const isFrom = (row: number) => this.#merged.sources[row] === number
      const places = [...rows.rows.keys()].filter((place) => place < end && isFrom(rows.rows[place] ?? 0))
      if (places.length === 0) continue
      const rowThere = (place: number) => this.#merged.rows[rows.rows[place] ?? 0] ?? 0
      const wanted = number === 0 ? selectFrom(rows, places) : selectFrom(snapshot, places.map(rowThere))
      const read = await results.texts(wanted, signal)
      const origin = { batchId: batch.id, tier: batch.completion_window }
      for (const [nth, row] of read.rows.entries()) {
        const place = places[nth] ?? 0
        found.set(place, { ...row, row: rows.rows[place] ?? 0, origin })
      }
      lost += read.lost
      end = places[read.rows.length] ?? end
    }
    const inOrder = Array.from({ length: end }, (_, place) => found.get(place))
    return { rows: inOrder.filter((row) => row !== undefined), lost }
  }

  /**
   * The attempt that counts for a row, where that is not the batch itself.
   * @param row of the batch, in list order
   */
  laterOf(row: number): LaterRow | null {
    const number = this.#merged.sources[row] ?? 0
    const source = this.#sources[number]
    const outcome = OUTCOMES[this.#merged.outcomes[row] ?? 0]
    if (number === 0 || source === undefined || outcome === undefined) return null
    return { batch: source.batch, row: this.#merged.rows[row] ?? 0, outcome }
  }

  /** The attempts, oldest first. */
  get attempts(): readonly Batch[] {
    return this.#sources.slice(1).map(({ batch }) => batch)
  }

  /**
   * Rows as lines of a list, each from the attempt that counts; rows for which the batch itself does are left out.
   * @param rows of the batch, in list order
   * @param fields of structured answers that each row is to bring with it
   * @returns by the row of the batch
   * @throws as the sessions do
   */
  async lines(
    rows: readonly number[],
    fields: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<number, RowSummary>> {
    const found = new Map<number, RowSummary>()
    for (const [number, { results }] of this.#sources.entries()) {
      const from = number === 0 ? [] : rows.filter((row) => this.#merged.sources[row] === number)
      if (from.length === 0) continue
      const there = Uint32Array.from(from, (row) => this.#merged.rows[row] ?? 0)
      const lines = await results.lines(there, signal, fields)
      for (const [nth, line] of lines.entries()) found.set(from[nth] ?? 0, line)
    }
    return found
  }

  /** The fields that structured answers of the attempts have. @throws as the sessions do */
  async fields(signal: AbortSignal): Promise<FieldsFound> {
    const names = new Set<string>()
    let hasOther = false
    for (const { results, snapshot } of this.#sources.slice(1)) {
      for (let from = 0; from < snapshot.rows.length; from += FIELDS_AT_ONCE) {
        const part = partOf(snapshot, from, from + FIELDS_AT_ONCE)
        const found = await results.fields(part, signal)
        for (const name of found.names) names.add(name)
        hasOther ||= found.hasOther
      }
    }
    return { names: [...names], hasOther }
  }

  /** Ends the sessions of the attempts. */
  close(): void {
    this.#close()
  }
}

/**
 * Reads the attempts at the rows of a batch and merges them.
 * @param batch whose rows are all there
 * @param rowsListed of the batch
 * @param attempts oldest first
 * @throws Error in words for people when one cannot be read; what the sessions throw; the signal's reason
 */
export async function openMerged(
  { batch, results, rowsListed }: { batch: Batch; results: MergeableResults; rowsListed: number },
  attempts: readonly Batch[],
  reader: AttemptReader,
  signal: AbortSignal,
): Promise<MergedResults> {
  const opened: (() => void)[] = []
  const close = () => {
    for (const end of opened.splice(0)) end()
  }
  try {
    const sources: MergeSource[] = [{ batch, results, snapshot: await allRows(results, rowsListed, signal) }]
    let rowsRead = 0
    let lacksRows = false
    for (const attempt of attempts) {
      const read = await readAttempt(attempt, reader, rowsRead, signal)
      opened.push(() => read.results.dispose())
      rowsRead += read.status.rowsRead
      lacksRows ||= read.status.phase.kind === 'short' || read.status.phase.kind === 'gone'
      const snapshot = await allRows(read.results, read.status.rowsListed, signal)
      sources.push({ batch: attempt, results: read.results, snapshot })
    }
    const [own, ...others] = await Promise.all(sources.map((source) => idsOf(source, signal)))
    const merged = mergeAttempts(own ?? { customIds: [], outcomes: new Uint8Array() }, others)
    return new MergedResults(sources, merged, lacksRows, close)
  } catch (error) {
    close()
    throw error
  }
}

function allRows(results: MergeableResults, count: number, signal: AbortSignal): Promise<RowSnapshot> {
  return results.snapshot(
    Uint32Array.from({ length: count }, (_, row) => row),
    signal,
  )
}

async function idsOf({ results, snapshot }: MergeSource, signal: AbortSignal): Promise<AttemptRows> {
  const all = { customIds: new Array<string>(), outcomes: new Uint8Array(snapshot.rows.length) }
  while (all.customIds.length < snapshot.rows.length) {
    const from = all.customIds.length
    const part = await results.ids(partOf(snapshot, from, from + IDS_AT_ONCE), signal)
    all.outcomes.set(part.outcomes, from)
    for (const id of part.customIds) all.customIds.push(id)
  }
  return all
}
