import type { ComparedPlace, ComparedRow, CompareQuery } from '../../domain/compare/comparison.ts'
import type { ComparedTexts, ComparisonCsvPlan } from '../../domain/compare/comparison-csv.ts'
import type { ComparisonSummary } from '../../domain/compare/summary.ts'
import type { TextDiff } from '../../domain/compare/text-diff.ts'
import { MissingCode, reasonOf } from '../../lib/missing-code.ts'
import { type Death, listenTo, OpenQuestions, WorkerDied, type WorkerLike } from '../open-questions.ts'
import type { ResultsSession } from '../results/session.ts'
import {
  type CompareQuestion,
  type CompareReply,
  type FromCompare,
  type Side,
  SIDES,
  type ToCompare,
} from './messages.ts'

/** How a comparison is. While it is `reading`, so many rows have been read of those that either side has. */
export type CompareState =
  | { kind: 'reading'; rowsRead: number; rowsAll: number }
  /** `version` grows whenever rows compare differently. */
  | { kind: 'compared'; summary: ComparisonSummary; version: number }
  | ({ kind: 'died' } & Death)

/** The part of the results of a batch that is compared. */
export type ComparedResults = Pick<ResultsSession, 'state' | 'subscribe' | 'digests'>

/** Rows of a running batch change several times a second. Many of them rest longer before they are read again. */
const LEAST_REST_MS = 100
const MOST_REST_MS = 1000
const ROWS_PER_REST_MS = 10

/**
 * Compares the rows of two batches. The texts stay where they are, in the workers of the results; what is compared is
 * handed on in blocks, so that the page is never held up. Rows that change are compared again.
 */
export class CompareSession {
  readonly #results: Record<Side, ComparedResults>
  readonly #worker: WorkerLike
  readonly #listeners = new Set<() => void>()
  readonly #questions = new OpenQuestions<CompareReply>()
  readonly #ended = new AbortController()
  readonly #unsubscribe: (() => void)[]
  /** The version of the rows that are being compared, and how many of them have been read. */
  readonly #sides = {
    left: { version: '', isBusy: false, rowsRead: 0, rowsAll: 0 },
    right: { version: '', isBusy: false, rowsRead: 0, rowsAll: 0 },
  }
  #state: CompareState = { kind: 'reading', rowsRead: 0, rowsAll: 0 }

  constructor(spawn: () => WorkerLike, results: Record<Side, ComparedResults>) {
    this.#results = results
    this.#worker = spawn()
    listenTo<FromCompare>(
      this.#worker,
      (message) => this.#receive(message),
      (death) => this.#die(death),
    )
    this.#unsubscribe = SIDES.map((side) => results[side].subscribe(() => void this.#follow(side)))
    for (const side of SIDES) void this.#follow(side)
  }

  /** The state now: the same object until it changes. */
  readonly state = (): CompareState => this.#state

  /** Calls `listener` after every change of the state. @returns ends that */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Rows for the list.
   * @param from first row under the query
   * @throws WorkerDied; the signal's reason when it aborts
   */
  async rows(
    from: number,
    count: number,
    query: CompareQuery,
    signal: AbortSignal,
  ): Promise<{ rows: ComparedRow[]; total: number }> {
    return this.#ask({ kind: 'rows', from, count, query }, signal)
  }

  /**
   * One row with its neighbours under a query, `null` while there is no such row.
   * @throws WorkerDied; the signal's reason when it aborts
   */
  async place(key: string, query: CompareQuery, signal: AbortSignal): Promise<ComparedPlace | null> {
    const { place } = await this.#ask({ kind: 'place', key, query }, signal)
    return place
  }

  /**
   * What differs between two texts.
   * @throws WorkerDied; the signal's reason when it aborts
   */
  async diff(left: string, right: string, signal: AbortSignal): Promise<TextDiff> {
    const { diff } = await this.#ask({ kind: 'diff', left, right }, signal)
    return diff
  }

  /**
   * Compared rows as lines of a CSV file.
   * @throws WorkerDied; the signal's reason when it aborts
   */
  async csv(
    rows: ComparedTexts[],
    plan: ComparisonCsvPlan,
    signal: AbortSignal,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const { csv } = await this.#ask({ kind: 'csv', rows, plan }, signal)
    return csv
  }

  /** Ends the worker and every open question. */
  dispose(): void {
    for (const end of this.#unsubscribe) end()
    this.#ended.abort()
    this.#listeners.clear()
    this.#worker.terminate()
    this.#questions.endAll('The comparison was closed.')
  }

  /** Reads a side again after its rows have changed, until what is compared is what is there. */
  async #follow(side: Side): Promise<void> {
    const progress = this.#sides[side]
    if (progress.isBusy) return
    progress.isBusy = true
    try {
      for (
        let version = this.#versionOf(side);
        version !== progress.version;
        version = this.#versionOf(side)
      ) {
        await this.#read(side)
        progress.version = version
        await this.#rest(progress.rowsAll / ROWS_PER_REST_MS)
      }
    } catch (error) {
      if (error instanceof MissingCode)
        this.#die({ cause: 'code_missing', message: error.message, reason: reasonOf(error) })
      // Else the results have died or the comparison was closed; a new state of the results begins anew.
    } finally {
      progress.isBusy = false
    }
  }

  /** The version of a side's rows; the one that is compared already while none are there. */
  #versionOf(side: Side): string {
    const state = this.#results[side].state()
    return state.kind === 'open' ? state.status.version : this.#sides[side].version
  }

  async #read(side: Side): Promise<void> {
    const progress = this.#sides[side]
    for (let from = 0; ;) {
      const block = await this.#results[side].digests(from, this.#ended.signal)
      from += block.customIds.length
      this.#post({ kind: 'block', side, block })
      progress.rowsRead = from
      progress.rowsAll = block.total
      if (this.#state.kind === 'reading') this.#setState(this.#readingState())
      if (block.customIds.length === 0 || from >= block.total) break
    }
    this.#post({ kind: 'whole', side })
  }

  #readingState(): CompareState {
    const { left, right } = this.#sides
    return {
      kind: 'reading',
      rowsRead: left.rowsRead + right.rowsRead,
      rowsAll: left.rowsAll + right.rowsAll,
    }
  }

  #rest(wanted: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, Math.max(LEAST_REST_MS, Math.min(MOST_REST_MS, wanted)))
      this.#ended.signal.addEventListener('abort', () => {
        clearTimeout(timer)
        reject(this.#ended.signal.reason)
      })
    })
  }

  async #ask<Asked extends CompareQuestion>(question: Asked, signal: AbortSignal) {
    if (this.#state.kind === 'died') throw new WorkerDied(this.#state.message)
    return this.#questions.ask(question, signal, (id) => this.#post({ kind: 'ask', id, question }))
  }

  #receive(message: FromCompare): void {
    switch (message.kind) {
      case 'compared': {
        const version = this.#state.kind === 'compared' ? this.#state.version + 1 : 1
        return this.#setState({ kind: 'compared', summary: message.summary, version })
      }
      case 'reply':
        return this.#questions.answer(message.id, message.reply)
      case 'refused':
        return this.#questions.refuse(message.id, new Error(message.message))
    }
  }

  #die(death: Death): void {
    this.#worker.terminate()
    this.#setState({ kind: 'died', ...death })
    this.#questions.endAll(death.message)
  }

  #post(message: ToCompare): void {
    this.#worker.postMessage(message)
  }

  #setState(state: CompareState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}
