import { hashText } from '../simulator/random.ts'
import { batchSimulation, slowness } from '../simulator/triggers.ts'
import type { BatchRecord } from '../store/records.ts'
import { StorageFailure, type Store } from '../store/store.ts'
import type { Clock } from '../clock.ts'
import type { Personality } from '../personality.ts'
import { latencyMs, pauseMs, rowsPerSecond } from './pace.ts'
import { answerRows, expireRows } from './rows.ts'
import { Schedule } from './schedule.ts'
import { cancel, complete, expire, fail, finalize, hasEnded, openRows, start } from './transitions.ts'
import { validateInput } from './validation.ts'

/** What is answered at a time. Bytes are of request lines: they stand in memory together. */
const MOST_AT_ONCE = { rows: 100, bytes: 4_000_000 }
const ROWS_PER_START = 1_000

/** What a workspace can change while batches run. */
export interface RunnerSettings {
  personality: Personality
  /** Rows a second over all running batches; `null` for the default pace. */
  ratePerSecond: number | null
}

export interface RunnerOptions {
  store: Store
  clock: Clock
  settings: RunnerSettings
  /** Told of faults of this program, which fail the batch concerned, and of a store that cannot write. */
  onFault: (error: unknown) => void
}

/** Takes batches through their statuses, one short step at a time. */
export class BatchSteps {
  readonly #options: RunnerOptions
  readonly #schedules = new Map<string, Schedule>()
  readonly #validations = new Map<string, Promise<void>>()
  /** Batches that go back to the check of their file, and since when. */
  readonly #restarts = new Map<string, number>()
  readonly #bornAt: number
  readonly #onChange: () => void
  #stopped = false
  #storageFailure: StorageFailure | null = null

  /** @param onChange called when a check of a file has ended, which no step waits for */
  constructor(options: RunnerOptions, onChange: () => void) {
    this.#options = options
    this.#onChange = onChange
    this.#bornAt = options.clock.now()
  }

  get isValidating(): boolean {
    return this.#validations.size > 0
  }

  /** When the next row ends, in milliseconds on the clock, or infinity. */
  nextEnd(): number {
    const ends = [...this.#schedules.values()].map(
      (schedule) => schedule.nextEnd() ?? Number.POSITIVE_INFINITY,
    )
    return Math.min(Number.POSITIVE_INFINITY, ...ends)
  }

  /** Ends the checks under way. */
  async stop(): Promise<void> {
    this.#stopped = true
    await Promise.all(this.#validations.values())
  }

  /** Lets a batch take one step. Returns whether it did, so that more may be due. */
  async step(batch: BatchRecord): Promise<boolean> {
    try {
      return await this.#step(batch)
    } catch (error) {
      this.#stumble(batch.id, error)
      return true
    }
  }

  /** The last failure to keep something since this was asked, or `null`; trying again at once is no use. */
  takeStorageFailure(): StorageFailure | null {
    const failure = this.#storageFailure
    this.#storageFailure = null
    return failure
  }

  /** Lets go of a batch that was deleted. */
  forget(batchId: string): void {
    this.#schedules.delete(batchId)
    this.#restarts.delete(batchId)
  }

  /** Lets rows that were made pending again start in a batch that runs. */
  rewind(batchId: string): void {
    const schedule = this.#schedules.get(batchId)
    if (schedule) schedule.nextPosition = 0
  }

  /** Lets a batch start with the check of its file, now and not when it was created. */
  restart(batchId: string): void {
    this.#restarts.set(batchId, this.#options.clock.now())
  }

  async #step(batch: BatchRecord): Promise<boolean> {
    const { store, clock, settings } = this.#options
    const now = clock.now()
    switch (batch.status) {
      case 'validating': {
        if (batchSimulation(batch.metadata) === 'stall-checking') return false
        // A batch left over from an earlier run starts now, not in the past.
        const createdAt = this.#restarts.get(batch.id) ?? batch.createdAt
        const startsAt = Math.max(this.#bornAt, createdAt + pauseMs(settings.ratePerSecond))
        if (this.#validations.has(batch.id) || now < startsAt) return false
        this.#validations.set(batch.id, this.#validate(batch, startsAt))
        return false
      }
      case 'in_progress':
        return this.#advance(batch, now)
      case 'finalizing': {
        const end = (batch.finalizingAt ?? now) + pauseMs(settings.ratePerSecond)
        if (now < end || batchSimulation(batch.metadata) === 'stall-writing') return false
        store.saveBatch(complete(batch, end))
        this.#schedules.delete(batch.id)
        return true
      }
      case 'cancelling':
        return this.#windDown(batch, now)
      default:
        return false
    }
  }

  /** @param startsAt when its rows may start; the clock may be far beyond it */
  async #validate(batch: BatchRecord, startsAt: number): Promise<void> {
    const { store, clock, settings } = this.#options
    const begun = clock.now()
    const isWanted = () => !this.#stopped && store.batch(batch.id)?.status === 'validating'
    try {
      const verdict = await validateInput(store, batch, settings.personality.mostFileProblems, isWanted)
      const current = store.batch(batch.id)
      if (!current || !isWanted()) {
        if (!this.#stopped) store.clearRequests(batch.id)
        return
      }
      const endedAt = startsAt + (clock.now() - begun)
      if (batchSimulation(batch.metadata) === 'fail-validation') {
        const message = 'Refused because the metadata asks for it (simulate: fail-validation).'
        store.saveBatch(
          fail(current, [{ code: 'simulated_failure', message, line: 1, param: null }], endedAt),
        )
      } else if (verdict.kind === 'valid') {
        this.#schedules.set(batch.id, new Schedule(endedAt))
        store.saveBatch(start(current, verdict.total, endedAt))
      } else if (verdict.kind === 'invalid') {
        store.clearRequests(batch.id)
        store.saveBatch(fail(current, verdict.failures, endedAt))
      }
    } catch (error) {
      this.#stumble(batch.id, error)
    } finally {
      this.#validations.delete(batch.id)
      this.#onChange()
    }
  }

  async #advance(batch: BatchRecord, now: number): Promise<boolean> {
    const { store, settings } = this.#options
    const passesDeadline = batchSimulation(batch.metadata) === 'late'
    const until = passesDeadline ? now : Math.min(now, batch.expiresAt)
    const schedule = this.#scheduleOf(batch)
    this.#startRows(batch, schedule, until)
    const ended = schedule.takeEnded(until, MOST_AT_ONCE)
    if (ended.length > 0) {
      await answerRows(store, settings.personality, batch.id, ended)
      return true
    }
    const current = store.batch(batch.id)
    if (current?.status !== 'in_progress') return false
    if (openRows(current) === 0) {
      store.saveBatch(finalize(current, schedule.lastEnd ?? now))
      return true
    }
    if (passesDeadline || now < batch.expiresAt) return false
    this.#schedules.delete(batch.id)
    this.#expire(current)
    return true
  }

  #expire(batch: BatchRecord): void {
    const { store, settings } = this.#options
    const { personality } = settings
    const listed = personality.listsExpiredRows ? expireRows(store, personality, batch) : batch
    store.cancelPending(expire(listed, batch.expiresAt))
  }

  #startRows(batch: BatchRecord, schedule: Schedule, until: number): void {
    const { store, settings } = this.#options
    const simulation = batchSimulation(batch.metadata)
    const running = store.batches().filter((other) => other.status === 'in_progress').length
    const rate =
      simulation === 'stall' ? 0 : rowsPerSecond(settings.ratePerSecond, running, batch.counts.total)
    if (rate === 0) {
      schedule.nextStart = Math.max(schedule.nextStart, until)
      return
    }
    const interval = 1_000 / rate
    const lastPosition = simulation === 'expire' ? Math.ceil(batch.counts.total / 2) : batch.counts.total
    while (schedule.nextStart <= until && schedule.nextPosition < lastPosition) {
      const due = Math.floor((until - schedule.nextStart) / interval) + 1
      const limit = Math.min(due, ROWS_PER_START)
      const requests = store.requests(batch.id, { from: schedule.nextPosition, states: ['pending'], limit })
      for (const request of requests) {
        if (request.position >= lastPosition) break
        schedule.nextPosition = request.position + 1
        if (schedule.isUnderWay(request.position)) continue
        const startedAt = schedule.nextStart
        const spread = hashText(`${request.customId} ${request.attempt}`) / 0x1_0000_0000
        const endsAt = startedAt + latencyMs(rate, spread, slowness(request.model))
        schedule.add({ request, startedAt, endsAt })
        schedule.nextStart += interval
      }
      if (requests.length < limit) schedule.nextPosition = lastPosition
    }
    if (schedule.nextPosition >= lastPosition) schedule.nextStart = Math.max(schedule.nextStart, until)
  }

  /** Rows under way end, the others are cancelled. */
  async #windDown(batch: BatchRecord, now: number): Promise<boolean> {
    const { store, settings } = this.#options
    if (this.#validations.has(batch.id)) return false
    // Without their requests rows under way cannot be answered.
    const schedule = batch.inputDeleted ? undefined : this.#schedules.get(batch.id)
    const ended = schedule?.takeEnded(now, MOST_AT_ONCE) ?? []
    if (ended.length > 0) {
      await answerRows(store, settings.personality, batch.id, ended)
      return true
    }
    if (schedule && schedule.underWayCount > 0) return false
    const current = store.batch(batch.id)
    if (current?.status !== 'cancelling') return false
    this.#schedules.delete(batch.id)
    // The check of its file was cut off; what it had found so far is no row yet.
    if (current.counts.total === 0) store.clearRequests(batch.id)
    store.cancelPending(cancel(current, Math.max(batch.cancellingAt ?? now, schedule?.lastEnd ?? 0)))
    return true
  }

  #scheduleOf(batch: BatchRecord): Schedule {
    const known = this.#schedules.get(batch.id)
    if (known) return known
    const schedule = new Schedule(this.#options.clock.now())
    this.#schedules.set(batch.id, schedule)
    return schedule
  }

  /** Rows that could not be kept start again; a fault of this program ends the batch. */
  #stumble(batchId: string, error: unknown): void {
    this.#schedules.delete(batchId)
    try {
      if (error instanceof StorageFailure) throw error
      this.#abandon(batchId, error)
    } catch (failure) {
      if (!(failure instanceof StorageFailure)) throw failure
      this.#storageFailure = failure
    }
  }

  #abandon(batchId: string, error: unknown): void {
    const { store, clock, onFault } = this.#options
    const batch = store.batch(batchId)
    // Its input file was deleted while it was read; the next step winds the batch down.
    if (!batch || batch.inputDeleted) return
    onFault(error)
    if (hasEnded(batch)) return
    const message = 'The server could not go on with this batch.'
    const failed = fail(batch, [{ code: 'server_error', message, line: null, param: null }], clock.now())
    if (failed.counts.total > 0) store.cancelPending(failed)
    else store.saveBatch(failed)
  }
}
