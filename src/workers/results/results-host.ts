import type { Connection } from '../../api/connection.ts'
import type { Batch } from '../../contract/batch.ts'
import type { Clock, FetchContent } from '../../results/ports.ts'
import type { OpenedStore } from './device-store.ts'
import type { FindPorts } from '../../results/find/ports.ts'
import type { BatchAnswer, FromWorker, Question, ToWorker } from './messages.ts'
import { ResultsDesk } from './results-desk.ts'
import type { Ending, TabMessage, Tabs } from './tabs.ts'

/** Longest time between a change and the page knowing of it. */
const STATUS_PAUSE_MS = 200

/** Names this tab among those that ask. */
const THIS_TAB = ''

interface HostPorts {
  post: (message: FromWorker) => void
  fetchContentFrom: (connection: Connection) => FetchContent
  openStore: (connection: Connection, answer: BatchAnswer, clock: Clock) => Promise<OpenedStore>
  join: (connection: Connection, batch: Batch, hear: (message: TabMessage) => void) => Promise<Tabs>
  clock: Clock
  find: FindPorts
  /** Ends the worker. */
  end: () => void
}

/** Another tab that shows the batch. */
interface Guest {
  /** Somebody looks at it there. */
  wantsRows: boolean
  /** Names its key. */
  key: string
}

/**
 * The worker's side of the conversation about one batch. Of all tabs that show the batch one owns its rows, reads
 * and stores them; here the page's questions are answered by this very worker, or by the owner in another tab until
 * that tab goes, or makes way because its key is refused, and this one takes over.
 */
export class ResultsHost {
  readonly #ports: HostPorts
  readonly #questions = new Map<number, Question>()
  readonly #guests = new Map<string, Guest>()
  /** What names the keys that the server has refused since somebody last asked again. */
  readonly #refused = new Set<string>()
  #connection: Connection | null = null
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
        this.#connection = message.connection
        return void this.#open(message.connection, message.answer)
      case 'update':
        this.#answer = message.answer
        this.#desk?.update(message.answer)
        return this.#sayWhatIsWanted()
      case 'retry':
        this.#retry()
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
    const tabs = await this.#ports.join(connection, batch, (message) => this.#hear(message))
    if (this.#isClosed) return tabs.leave()
    this.#tabs = tabs
    this.#introduce()
    return this.#takeOver(tabs, connection)
  }

  /** Waits until the rows belong to this tab, and opens them. */
  async #takeOver(tabs: Tabs, connection: Connection): Promise<void> {
    const { openStore, clock, post } = this.#ports
    await tabs.own()
    if (this.#isClosed || this.#answer === null) return undefined
    const opened = await openStore(connection, this.#answer, clock)
    if (this.#isClosed || this.#answer === null) return opened.store.close()
    const changed = () => this.#tellSoon()
    const broken = (message: string) => post({ kind: 'broken', message })
    const desk = new ResultsDesk({ ...this.#ports, changed, broken }, connection, this.#answer, opened)
    this.#desk = desk
    this.#sayWhatIsWanted()
    this.#tell(desk)
    tabs.post({ kind: 'owner' })
    const waiting = [...this.#questions]
    this.#questions.clear()
    for (const [id, question] of waiting) this.#ask(id, question)
  }

  /** Tells whoever owns the rows of this tab, and asks what is still open. */
  #introduce(): void {
    this.#sayWhatIsWanted()
    for (const [id, question] of this.#questions) this.#ask(id, question)
  }

  /** To the rows when they are here, else to the tab that has them. */
  #sayWhatIsWanted(): void {
    if (this.#desk !== null) {
      const guestsWant = [...this.#guests.values()].some(({ wantsRows }) => wantsRows)
      return this.#desk.setWanted(this.#wantsRows || guestsWant)
    }
    if (this.#tabs === null || this.#answer === null) return
    const { tab } = this.#tabs
    const key = this.#connection?.id ?? ''
    this.#tabs.post({ kind: 'guest', tab, key, answer: this.#answer, wantsRows: this.#wantsRows })
  }

  #ask(id: number, question: Question): void {
    this.#questions.set(id, question)
    if (this.#desk !== null) {
      // Another tab may own the rows before this is answered, and is asked anew then.
      return whenEnded(this.#desk.answer(THIS_TAB, question), (ending) => {
        if (this.#questions.delete(id)) this.#ports.post({ id, ...ending })
      })
    }
    if (this.#tabs !== null) this.#tabs.post({ kind: 'ask', tab: this.#tabs.tab, id, question })
  }

  #hear(message: TabMessage): void {
    switch (message.kind) {
      case 'guest':
        return this.#welcome(message)
      case 'retry':
        return this.#retry()
      case 'refused':
        return message.keys.forEach((key) => this.#refused.add(key))
      case 'ask': {
        const { tab, id, question } = message
        if (this.#desk === null) return
        return whenEnded(this.#desk.answer(tab, question), (ending) =>
          this.#tabs?.post({ kind: 'answer', tab, id, ending }),
        )
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

  #welcome({ tab, key, answer, wantsRows }: Extract<TabMessage, { kind: 'guest' }>): void {
    if (this.#desk === null) return
    const isNew = !this.#guests.has(tab)
    this.#guests.set(tab, { wantsRows, key })
    this.#desk.update(answer)
    this.#sayWhatIsWanted()
    if (!isNew) return
    this.#tell(this.#desk)
    void this.#tabs?.gone(tab).then(() => {
      this.#guests.delete(tab)
      this.#desk?.forget(tab)
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
    if (desk.isKeyRefused) this.#makeWay(desk)
  }

  #retry(): void {
    this.#refused.clear()
    this.#desk?.retry()
  }

  /** Hands the rows to a tab whose key the server may take. The keys themselves stay in their tabs. */
  #makeWay(desk: ResultsDesk): void {
    if (this.#tabs === null || this.#connection === null || this.#answer === null) return
    this.#refused.add(this.#connection.id)
    if ([...this.#guests.values()].every(({ key }) => this.#refused.has(key))) return
    desk.close(true)
    this.#desk = null
    this.#guests.clear()
    this.#tabs.post({ kind: 'refused', keys: [...this.#refused] })
    this.#tabs.makeWay()
    void this.#takeOver(this.#tabs, this.#connection)
  }

  #close(keeps: boolean): void {
    this.#isClosed = true
    this.#desk?.close(keeps)
    this.#tabs?.leave()
    this.#ports.end()
  }
}

/** What can be said at once is. */
function whenEnded(ending: Ending | Promise<Ending>, say: (ending: Ending) => void): void {
  if (ending instanceof Promise) void ending.then(say)
  else say(ending)
}
