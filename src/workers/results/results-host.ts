import type { Connection } from '../../api/connection.ts'
import type { Batch } from '../../contract/batch.ts'
import type { Clock, FetchContent } from '../../results/ports.ts'
import type { OpenedStore } from './device-store.ts'
import type { BatchAnswer, FromWorker, Question, ToWorker } from './messages.ts'
import { ResultsDesk } from './results-desk.ts'
import type { TabMessage, Tabs } from './tabs.ts'

/** Longest time between a change and the page knowing of it. */
const STATUS_PAUSE_MS = 200

interface HostPorts {
  post: (message: FromWorker) => void
  fetchContentFrom: (connection: Connection) => FetchContent
  openStore: (connection: Connection, batch: Batch, clock: Clock) => Promise<OpenedStore>
  join: (connection: Connection, batch: Batch, hear: (message: TabMessage) => void) => Promise<Tabs>
  clock: Clock
  /** Ends the worker. */
  end: () => void
}

/**
 * The worker's side of the conversation about one batch. Of all tabs that show the batch one owns its rows, reads
 * and stores them; here the page's questions are answered by this very worker, or by the owner in another tab until
 * that tab goes and this one takes over.
 */
export class ResultsHost {
  readonly #ports: HostPorts
  readonly #questions = new Map<number, Question>()
  /** Other tabs that show the batch, and whether somebody looks at it there. */
  readonly #guests = new Map<string, boolean>()
  #answer: BatchAnswer | null = null
  #wantsRows = false
  #tabs: Tabs | null = null
  #desk: ResultsDesk | null = null
  #statusDue = false
  #isClosed = false

  constructor(ports: HostPorts) {
    this.#ports = ports
  }

  receive(message: ToWorker): void {
    switch (message.kind) {
      case 'open':
        this.#answer = message.answer
        return void this.#open(message.connection, message.answer)
      case 'update':
        this.#answer = message.answer
        this.#desk?.update(message.answer)
        return this.#sayWhatIsWanted()
      case 'retry':
        this.#desk?.retry()
        return this.#tabs?.post({ kind: 'retry' })
      case 'pause':
      case 'resume':
        this.#wantsRows = message.kind === 'resume'
        return this.#sayWhatIsWanted()
      case 'ask':
        return this.#ask(message.id, message.question)
      case 'close':
        return this.#close(true)
    }
  }

  async #open(connection: Connection, { batch }: BatchAnswer): Promise<void> {
    const { join, openStore, clock, post } = this.#ports
    const tabs = await join(connection, batch, (message) => this.#hear(message))
    if (this.#isClosed) return tabs.leave()
    this.#tabs = tabs
    this.#introduce()
    await tabs.own()
    if (this.#isClosed) return undefined
    const opened = await openStore(connection, batch, clock)
    if (this.#isClosed || this.#answer === null) return opened.store.close()
    const changed = () => this.#tellSoon()
    const broken = (message: string) => post({ kind: 'broken', message })
    const desk = new ResultsDesk({ ...this.#ports, changed, broken }, connection, this.#answer, opened)
    this.#desk = desk
    this.#sayWhatIsWanted()
    this.#tell(desk)
    tabs.post({ kind: 'owner' })
    for (const [id, question] of this.#questions) post({ id, ...desk.answer(question) })
    this.#questions.clear()
  }

  /** Tells whoever owns the rows of this tab, and asks what is still open. */
  #introduce(): void {
    this.#sayWhatIsWanted()
    for (const [id, question] of this.#questions) this.#ask(id, question)
  }

  /** To the rows when they are here, else to the tab that has them. */
  #sayWhatIsWanted(): void {
    const { tab } = this.#tabs ?? {}
    if (this.#desk !== null)
      this.#desk.setWanted(this.#wantsRows || [...this.#guests.values()].includes(true))
    else if (tab !== undefined && this.#answer !== null) {
      this.#tabs?.post({ kind: 'guest', tab, answer: this.#answer, wantsRows: this.#wantsRows })
    }
  }

  #ask(id: number, question: Question): void {
    if (this.#desk !== null) return this.#ports.post({ id, ...this.#desk.answer(question) })
    this.#questions.set(id, question)
    if (this.#tabs !== null) this.#tabs.post({ kind: 'ask', tab: this.#tabs.tab, id, question })
  }

  #hear(message: TabMessage): void {
    switch (message.kind) {
      case 'guest':
        return this.#welcome(message)
      case 'retry':
        return this.#desk?.retry()
      case 'ask': {
        const { tab, id, question } = message
        if (this.#desk === null) return
        return this.#tabs?.post({ kind: 'answer', tab, id, ending: this.#desk.answer(question) })
      }
      case 'owner':
        return this.#introduce()
      case 'status':
        if (this.#desk === null) this.#ports.post(message)
        return
      case 'answer': {
        const { tab, id, ending } = message
        if (tab === this.#tabs?.tab && this.#questions.delete(id)) this.#ports.post({ id, ...ending })
        return
      }
      case 'release':
        this.#ports.post({ kind: 'released' })
        return this.#close(false)
    }
  }

  #welcome({ tab, answer, wantsRows }: Extract<TabMessage, { kind: 'guest' }>): void {
    if (this.#desk === null) return
    const isNew = !this.#guests.has(tab)
    this.#guests.set(tab, wantsRows)
    this.#desk.update(answer)
    this.#sayWhatIsWanted()
    if (!isNew) return
    this.#tell(this.#desk)
    void this.#tabs?.gone(tab).then(() => {
      this.#guests.delete(tab)
      this.#sayWhatIsWanted()
    })
  }

  /** There is a change for every line that is read; pages are told a few times a second. */
  #tellSoon(): void {
    if (this.#statusDue) return
    this.#statusDue = true
    void this.#ports.clock.wait(STATUS_PAUSE_MS, new AbortController().signal).then(() => {
      this.#statusDue = false
      if (this.#desk !== null && !this.#isClosed) this.#tell(this.#desk)
    })
  }

  #tell(desk: ResultsDesk): void {
    const status = { kind: 'status', status: desk.status() } as const
    this.#ports.post(status)
    if (this.#guests.size > 0) this.#tabs?.post(status)
  }

  #close(keeps: boolean): void {
    this.#isClosed = true
    this.#desk?.close(keeps)
    this.#tabs?.leave()
    this.#ports.end()
  }
}
