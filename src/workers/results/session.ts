import type { Connection } from '../../api/connection.ts'
import type { AttemptRows } from '../../domain/attempts/merge.ts'
import type { DigestBlock } from '../../domain/compare/digests.ts'
import type { FieldsFound } from '../../domain/export/columns.ts'
import type { ErrorGroup } from '../../domain/results/error-groups.ts'
import { type ModelPrice, type OwnPrice, pricesOfTier } from '../../domain/own-prices.ts'
import type { AnswerShape } from '../../domain/results/row-columns.ts'
import type { Found } from '../../results/find/found.ts'
import type { Listing } from '../../results/find/query-views.ts'
import { MissingCode } from '../../lib/missing-code.ts'
import type { RowQuery } from '../../results/row-query.ts'
import type { Progress, RowDetail, RowPlace, RowSummary, RowWindow } from '../../results/row-reader.ts'
import type { RowSnapshot } from '../../results/row-snapshot.ts'
import type { RowPick } from '../../domain/results/row-pick.ts'
import type { PickedRows, TextsOfRows } from '../../results/row-texts.ts'
import type { SettledRows } from '../../results/settled-rows.ts'
import type { ResultsStatus } from '../../results/status.ts'
import { type Death, listenTo, OpenQuestions, WorkerDied, type WorkerLike } from '../open-questions.ts'
import type { BatchAnswer, FromWorker, Question, Reply, ToWorker } from './messages.ts'

/** How a session is: nothing is known at first; `died` can be ended by `restart`. */
export type SessionState =
  { kind: 'opening' } | { kind: 'open'; status: ResultsStatus } | ({ kind: 'died' } & Death)

/**
 * The results of one batch as they are kept in a worker. Every question ends: answered, refused, aborted, with
 * `MissingCode` when the worker cannot fetch what answers it, which may be asked again at once, or with `WorkerDied`
 * when the worker or the session ends first. The server is asked for rows only while somebody
 * listens and the page can be seen.
 */
export class ResultsSession {
  readonly #spawn: () => WorkerLike
  readonly #connection: Connection
  readonly #listeners = new Set<() => void>()
  /** Told of changes, but wanting no rows to be read. */
  readonly #watchers = new Set<() => void>()
  readonly #questions = new OpenQuestions<Reply>()
  #answer: BatchAnswer
  #worker: WorkerLike
  #state: SessionState = { kind: 'opening' }
  #isVisible: boolean
  #isReading = false
  /** The worker has ended because the rows were deleted from this device. */
  #isReleased = false
  #prices: readonly ModelPrice[] = []
  #ownPrices: readonly OwnPrice[] | null = null

  /**
   * @param connection its base URL must be absolute: a worker's address is not the page's
   * @param isVisible whether the page can be seen now
   */
  constructor(spawn: () => WorkerLike, connection: Connection, answer: BatchAnswer, isVisible: boolean) {
    this.#spawn = spawn
    this.#connection = connection
    this.#answer = answer
    this.#isVisible = isVisible
    this.#worker = this.#start()
  }

  /** The state now: the same object until it changes. */
  readonly state = (): SessionState => this.#state

  /** Calls `listener` after every change of the state. @returns ends that */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    this.#readWhileWanted()
    return () => {
      this.#listeners.delete(listener)
      this.#readWhileWanted()
    }
  }

  /** Takes note of the prices a person has entered: rows can be filtered and sorted by what they cost. */
  setOwnPrices(own: readonly OwnPrice[]): void {
    if (own === this.#ownPrices) return
    this.#ownPrices = own
    this.#prices = pricesOfTier(own, this.#answer.batch.completion_window)
  }

  /** As `subscribe`, for whoever is content with what has been read already. */
  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** Takes note of whether the page can be seen. */
  setVisible(isVisible: boolean): void {
    this.#isVisible = isVisible
    this.#readWhileWanted()
  }

  /** Hands on the newest answer about the batch, so that its new rows are read. */
  update(answer: BatchAnswer): void {
    if (answer.answeredAt === this.#answer.answeredAt) return
    this.#answer = answer
    this.#post({ kind: 'update', answer })
  }

  /** Asks the server again at once, whatever was in the way. */
  retry(): void {
    this.#post({ kind: 'retry' })
  }

  /** Begins anew after the worker has died. */
  restart(): void {
    this.#worker.terminate()
    this.#isReleased = false
    this.#setState({ kind: 'opening' })
    this.#worker = this.#start()
    this.#isReading = false
    this.#readWhileWanted()
  }

  /**
   * What a query finds, as soon as that is something else than what is known already. Asking anew about another query
   * ends the search for this one.
   * @param since the stamp of what is known, empty at first
   * @throws Error when the query's expression is none; WorkerDied; the signal's reason when it aborts
   */
  async found(query: RowQuery, since: string, signal: AbortSignal): Promise<Found> {
    const { found } = await this.#ask({ kind: 'found', listing: this.#listing(query), since }, signal)
    return found
  }

  /**
   * Rows for the list.
   * @param from first row under the query
   * @param fields of structured answers that each row is to bring with it
   * @param tell hears the rows as they begin where it takes a while to find out where an expression stands in them;
   * without it they are the answer
   * @throws WorkerDied; the signal's reason when it aborts
   */
  async rows(
    from: number,
    count: number,
    query: RowQuery,
    signal: AbortSignal,
    fields: readonly string[] = [],
    tell?: (window: RowWindow) => void,
  ): Promise<RowWindow> {
    const question = { kind: 'rows', from, count, listing: this.#listing(query), fields } as const
    const { window } = await this.#ask({ ...question, awaitsExcerpts: false }, signal)
    if (!window.lacksExcerpts || tell === undefined) return window
    tell(window)
    return (await this.#ask({ ...question, awaitsExcerpts: true }, signal)).window
  }

  /**
   * One row whole, `null` while there is no such row.
   * @throws WorkerDied; the signal's reason when it aborts
   */
  async row(row: number, signal: AbortSignal): Promise<RowDetail | null> {
    const { detail } = await this.#ask({ kind: 'row', row }, signal)
    return detail
  }

  /**
   * Where a row stands under a query, and its neighbours.
   * @throws WorkerDied; the signal's reason when it aborts
   */
  async place(row: number, query: RowQuery, signal: AbortSignal): Promise<RowPlace> {
    const { place } = await this.#ask({ kind: 'place', row, listing: this.#listing(query) }, signal)
    return place
  }

  /**
   * The answers over time, and the rows that arrived last.
   * @param earliest Unix seconds; an earlier stamp is no time of this batch
   * @param newest how many of the last rows
   * @throws WorkerDied; the signal's reason when it aborts
   */
  async progress(earliest: number, newest: number, signal: AbortSignal): Promise<Progress> {
    const { progress } = await this.#ask({ kind: 'progress', earliest, newest }, signal)
    return progress
  }

  /**
   * Notes which rows there are when all have been found, for files: each is the same one later, whatever is read
   * meanwhile.
   * @param rows a query, or indexes in the list
   * @throws WorkerDied; the signal's reason when it aborts
   */
  async snapshot(rows: RowQuery | Uint32Array, signal: AbortSignal): Promise<RowSnapshot> {
    const asked = rows instanceof Uint32Array ? rows : this.#listing(rows)
    const { snapshot } = await this.#ask({ kind: 'snapshot', rows: asked }, signal)
    return snapshot
  }

  /**
   * The texts of rows, for a file: as many of them as fit into one answer, at least one.
   * @throws Error in words for people when the rows were opened anew since; WorkerDied; the signal's reason when it
   * aborts
   */
  async texts(rows: RowSnapshot, signal: AbortSignal): Promise<TextsOfRows> {
    const { texts } = await this.#ask({ kind: 'texts', rows }, signal)
    return texts
  }

  /**
   * Ids and outcomes of rows, for a merge with those of another batch.
   * @throws as `texts` does
   */
  async ids(rows: RowSnapshot, signal: AbortSignal): Promise<AttemptRows> {
    const { ids } = await this.#ask({ kind: 'ids', rows }, signal)
    return ids
  }

  /**
   * The fields that structured answers of some rows have.
   * @throws as `texts` does
   */
  async fields(rows: RowSnapshot, signal: AbortSignal): Promise<FieldsFound> {
    const { fields } = await this.#ask({ kind: 'fields', rows }, signal)
    return fields
  }

  /**
   * What the answers look like, from some rows.
   * @throws WorkerDied; the signal's reason when it aborts
   */
  async answerShape(rows: Uint32Array, signal: AbortSignal): Promise<AnswerShape> {
    const { shape } = await this.#ask({ kind: 'shape', rows }, signal)
    return shape
  }

  /**
   * The failed rows by their causes.
   * @param settled by which rows are answered later; `null` where nobody knows
   * @throws WorkerDied; the signal's reason when it aborts
   */
  async errorGroups(signal: AbortSignal, settled: SettledRows | null = null): Promise<ErrorGroup[]> {
    const { groups } = await this.#ask({ kind: 'errors', settled }, signal)
    return groups
  }

  /**
   * Some rows as lines of a list, in the order they are asked for.
   * @param fields of structured answers that each row is to bring with it
   * @throws WorkerDied; the signal's reason when it aborts
   */
  async lines(rows: Uint32Array, signal: AbortSignal, fields: readonly string[] = []): Promise<RowSummary[]> {
    const { lines } = await this.#ask({ kind: 'lines', rows, fields }, signal)
    return lines
  }

  /**
   * Rows in the form in which they are compared with those of another batch: as many as are read at once.
   * @throws WorkerDied; the signal's reason when it aborts
   */
  async digests(from: number, signal: AbortSignal): Promise<DigestBlock> {
    const { block } = await this.#ask({ kind: 'digests', from }, signal)
    return block
  }

  /**
   * The models that rows ask or that answered, each once.
   * @throws WorkerDied; the signal's reason when it aborts
   */
  async models(signal: AbortSignal): Promise<string[]> {
    const { names } = await this.#ask({ kind: 'models' }, signal)
    return names
  }

  /**
   * The rows that are meant, at this moment.
   * @throws WorkerDied; the signal's reason when it aborts
   */
  async pick(pick: RowPick, signal: AbortSignal): Promise<PickedRows> {
    const { picked } = await this.#ask({ kind: 'pick', pick }, signal)
    return picked
  }

  /** Ends the worker, which stores first what it has read, and every open question. */
  dispose(): void {
    this.#post({ kind: 'close' })
    this.#questions.endAll('The results were closed.')
    this.#listeners.clear()
    this.#watchers.clear()
  }

  #start(): WorkerLike {
    const worker = this.#spawn()
    listenTo<FromWorker>(
      worker,
      (message) => this.#receive(message),
      (death) => this.#die(death),
    )
    const open: ToWorker = { kind: 'open', connection: this.#connection, answer: this.#answer }
    worker.postMessage(open)
    return worker
  }

  /** The rows were deleted from this device. What is open is read again; nobody may be looking, though. */
  #startAnew(): void {
    this.#questions.endAll('The rows were deleted from this device.')
    this.#setState({ kind: 'opening' })
    this.#isReleased = true
    this.#isReading = false
    this.#readWhileWanted()
  }

  #readWhileWanted(): void {
    const isWanted = this.#isVisible && this.#listeners.size > 0
    if (isWanted === this.#isReading) return
    if (this.#isReleased) this.#worker = this.#start()
    this.#isReleased = false
    this.#isReading = isWanted
    this.#post({ kind: isWanted ? 'resume' : 'pause' })
  }

  #listing(query: RowQuery): Listing {
    // The prices are many, and few queries ask for them.
    const isPriced = query.sort.by === 'cost' || query.cost.from !== null || query.cost.to !== null
    return { query, prices: isPriced ? this.#prices : [] }
  }

  async #ask<Asked extends Question>(question: Asked, signal: AbortSignal) {
    if (this.#state.kind === 'died') throw new WorkerDied(this.#state.message)
    return this.#questions.ask(question, signal, (id) => this.#post({ kind: 'ask', id, question }))
  }

  #receive(message: FromWorker): void {
    switch (message.kind) {
      case 'status':
        return this.#setState({ kind: 'open', status: message.status })
      case 'reply':
        return this.#questions.answer(message.id, message.reply)
      case 'refused':
        return this.#questions.refuse(message.id, new Error(message.message))
      case 'code_missing':
        return this.#questions.refuse(message.id, new MissingCode({ cause: new Error(message.reason) }))
      case 'broken':
        return this.#die({ cause: 'broken', message: message.message })
      case 'released':
        return this.#startAnew()
    }
  }

  #die(death: Death): void {
    this.#worker.terminate()
    this.#setState({ kind: 'died', ...death })
    this.#questions.endAll(death.message)
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message)
  }

  #setState(state: SessionState): void {
    this.#state = state
    for (const listener of [...this.#listeners, ...this.#watchers]) listener()
  }
}
