import type { Connection } from '../../api/connection.ts'
import { randomId } from '../../lib/random-id.ts'
import type { Clock, FetchContent } from '../../results/ports.ts'
import type { ExcerptWork, ExpressionExcerpts } from '../../results/find/expression-excerpts.ts'
import type { Finder } from '../../results/find/finder.ts'
import type { FindPorts } from '../../results/find/ports.ts'
import { QueryViews } from '../../results/find/query-views.ts'
import { loadCode, madeOnce, MissingCode, reasonOf } from '../../lib/missing-code.ts'
import type { RowDigests } from '../../results/row-digests.ts'
import { RowReader } from '../../results/row-reader.ts'
import type { RowTexts } from '../../results/row-texts.ts'
import type { ResultsStatus } from '../../results/status.ts'
import type { RowStore } from '../../results/store/row-store.ts'
import { ResultsSync } from '../../results/sync.ts'
import type { OpenedStore } from './device-store.ts'
import type { BatchAnswer, Question, Reply } from './messages.ts'
import type { Ending } from './tabs.ts'

/**
 * So long the list waits for excerpts before it shows the lines as they begin. Nobody feels it as waiting, and nearly
 * every expression is done by then, so that no line is seen to change; the others follow, or never come.
 */
const LIST_PATIENCE_MS = 100

interface DeskPorts {
  find: FindPorts
  fetchContentFrom: (connection: Connection) => FetchContent
  clock: Clock
  /** Called after every change. */
  changed: () => void
  /** Nothing more will be read. */
  broken: (message: string) => void
}

/** Reads the rows of one batch and answers questions about them. */
export class ResultsDesk {
  readonly #sync: ResultsSync
  readonly #reader: RowReader
  readonly #views: QueryViews
  /** Loaded when rows are wanted whole, for files and for what many of them have in common. */
  readonly #texts = madeOnce(() => this.#loadTexts())
  /** Loaded when batches are compared. */
  readonly #digests = madeOnce(() => this.#loadDigests())
  readonly #ports: FindPorts
  /** Loaded with the first search. */
  #finder: Finder | null = null
  /** Loaded with the first expression. */
  #excerpts: ExpressionExcerpts | null = null
  #areExcerptsLate = false
  readonly #store: RowStore
  #answeredAt: number

  /** Reads nothing before it is told that rows are wanted. */
  constructor(
    ports: DeskPorts,
    connection: Connection,
    { batch, answeredAt }: BatchAnswer,
    opened: OpenedStore,
  ) {
    const { clock, fetchContentFrom, find, changed, broken } = ports
    this.#store = opened.store
    this.#answeredAt = answeredAt
    const rowsChanged = () => {
      this.#finder?.changed()
      changed()
    }
    this.#sync = new ResultsSync(
      { clock, changed: rowsChanged, store: opened.store, fetchContent: fetchContentFrom(connection) },
      batch,
      opened.kept,
    )
    const { table } = this.#sync
    const openOutcome = () => this.#sync.openOutcome
    this.#reader = new RowReader(table, openOutcome)
    this.#views = new QueryViews(
      {
        table,
        openOutcome,
        store: opened.store,
        model: batch.model ?? null,
      },
      find,
    )
    this.#ports = find
    this.#sync.pause()
    this.#sync.run().catch((error: unknown) => broken(messageOf(error)))
  }

  status(): ResultsStatus {
    return this.#sync.status()
  }

  /** The server has refused the key, and nothing more is read with it. */
  get isKeyRefused(): boolean {
    return this.#sync.isKeyRefused
  }

  /** Takes the newest answer about the batch; older ones, which another tab may bring late, say nothing. */
  update({ batch, answeredAt }: BatchAnswer): void {
    if (answeredAt <= this.#answeredAt) return
    this.#answeredAt = answeredAt
    this.#sync.update(batch)
  }

  retry(): void {
    this.#sync.retry()
  }

  /** Goes on reading, or leaves it for now. */
  setWanted(isWanted: boolean): void {
    if (isWanted) this.#sync.resume()
    else this.#sync.pause()
  }

  /**
   * Answers a question, at once wherever that is possible.
   * @param asker names the tab that asks
   */
  answer(asker: string, question: Question): Ending | Promise<Ending> {
    try {
      const reply = this.#replyTo(asker, question)
      return reply instanceof Promise ? reply.then(replied, refused) : replied(reply)
    } catch (error) {
      return refused(error)
    }
  }

  /** A tab has gone. */
  forget(asker: string): void {
    this.#finder?.forget(asker)
    this.#excerpts?.forget(asker)
  }

  /** Ends all work. @param keeps whether what was read since the last time is stored first */
  close(keeps: boolean): void {
    if (keeps) this.#sync.keep()
    this.#sync.stop()
    this.#finder?.stop()
    this.#excerpts?.stop()
    this.#store.close()
  }

  async #find<Value>(ask: (finder: Finder) => Promise<Value>): Promise<Value> {
    const { Finder: Loaded } = await loadCode(() => import('../../results/find/finder.ts'))
    this.#finder ??= new Loaded(this.#views, this.#ports)
    return ask(this.#finder)
  }

  async #loadTexts(): Promise<RowTexts> {
    const { RowTexts: Texts } = await loadCode(() => import('../../results/row-texts.ts'))
    return new Texts(this.#sync.table, () => this.#sync.openOutcome, randomId())
  }

  #withTexts(answer: (texts: RowTexts) => Reply): Promise<Reply> {
    return this.#texts().then(answer)
  }

  async #loadDigests(): Promise<RowDigests> {
    const { RowDigests: Digests } = await loadCode(() => import('../../results/row-digests.ts'))
    return new Digests(this.#sync.table, () => this.#sync.openOutcome)
  }

  #rows(
    asker: string,
    { from, count, listing, fields, awaitsExcerpts }: Extract<Question, { kind: 'rows' }>,
  ): Reply | Promise<Reply> {
    const asked = [from, count, this.#views.of(listing), fields, listing.query] as const
    const reply = (): Reply => ({ kind: 'rows', window: this.#reader.window(...asked) })
    const work = this.#reader.lackingExcerpts(...asked)
    if (work === null) return reply()
    const made = this.#makeExcerpts(asker, work)
    return (awaitsExcerpts ? made : this.#waitBriefly(made)).then(reply)
  }

  /** While excerpts that were waited for in vain are still being made, nobody waits again: people scroll meanwhile. */
  async #waitBriefly(made: Promise<void>): Promise<void> {
    const patience = this.#areExcerptsLate ? Promise.resolve() : this.#ports.wait(LIST_PATIENCE_MS)
    this.#areExcerptsLate = await Promise.race([made.then(() => false), patience.then(() => true)])
  }

  /** Code that is missing only leaves the lines as they begin: a list is more than where something stands in it. */
  async #makeExcerpts(asker: string, work: ExcerptWork): Promise<void> {
    try {
      const { ExpressionExcerpts: Loaded } = await loadCode(
        () => import('../../results/find/expression-excerpts.ts'),
      )
      this.#excerpts ??= new Loaded(this.#ports.excerpts)
      await this.#excerpts.make(asker, work)
    } catch (error) {
      if (!(error instanceof MissingCode)) throw error
    } finally {
      this.#areExcerptsLate = false
    }
  }

  #replyTo(asker: string, question: Question): Reply | Promise<Reply> {
    switch (question.kind) {
      case 'found':
        return this.#find((finder) => finder.follow(asker, question.listing, question.since)).then(
          (found) => ({
            kind: 'found',
            found,
          }),
        )
      case 'rows':
        return this.#rows(asker, question)
      case 'row':
        return { kind: 'row', detail: this.#reader.detail(question.row) }
      case 'place':
        return { kind: 'place', place: this.#reader.place(question.row, this.#views.of(question.listing)) }
      case 'progress':
        return { kind: 'progress', progress: this.#reader.progress(question.earliest, question.newest) }
      case 'snapshot': {
        const { rows } = question
        const snapshot = (numbers: Uint32Array) =>
          this.#withTexts((texts) => ({ kind: 'snapshot', snapshot: texts.snapshot(numbers) }))
        if (rows instanceof Uint32Array) return snapshot(rows)
        // Somebody who takes rows home wants all of them, however long it takes to find them.
        return this.#find((finder) => finder.rows(`${asker} ${randomId()}`, rows)).then(snapshot)
      }
      case 'texts':
        return this.#withTexts((texts) => ({ kind: 'texts', texts: texts.texts(question.rows) }))
      case 'ids':
        return this.#withTexts((texts) => ({ kind: 'ids', ids: texts.ids(question.rows) }))
      case 'fields':
        return this.#withTexts((texts) => ({ kind: 'fields', fields: texts.fields(question.rows) }))
      case 'shape':
        return this.#withTexts((texts) => ({ kind: 'shape', shape: texts.shape(question.rows) }))
      case 'errors':
        return this.#withTexts((texts) => ({ kind: 'errors', groups: texts.errorGroups(question.settled) }))
      case 'lines':
        return { kind: 'lines', lines: this.#reader.summaries(question.rows, question.fields) }
      case 'digests':
        return this.#digests().then((digests) => ({ kind: 'digests', block: digests.block(question.from) }))
      case 'models':
        return { kind: 'models', names: this.#sync.table.models() }
      case 'pick':
        return this.#withTexts((texts) => ({ kind: 'pick', picked: texts.pick(question.pick) }))
    }
  }
}

function replied(reply: Reply): Ending {
  return { kind: 'reply', reply }
}

function refused(error: unknown): Ending {
  if (error instanceof MissingCode) return { kind: 'code_missing', reason: reasonOf(error) }
  return { kind: 'refused', message: messageOf(error) }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
