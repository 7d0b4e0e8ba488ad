import type { Batch } from '../contract/batch.ts'
import { hasEnded } from './batch-state.ts'

const FASTEST_SECONDS = 2
const SLOWEST_SECONDS = 30
const YOUNG_SECONDS = 120
const ASKED_SECONDS = 60
/** Pauses differ by so much of themselves. */
const JITTER = 0.1
const LONGEST_PAUSE_SECONDS = 60
/** Looks that are refused become this seldom. */
const LONGEST_REFUSED_SECONDS = 600
/** Nobody waits longer than an hour for a server; timers also overflow at 24 days. */
const LONGEST_ASKED_SECONDS = 3600

/** What decides when to look again. */
interface PollSituation {
  /** Seconds since each running batch was created or reopened; empty when none runs. */
  ages: readonly number[]
  /**
   * `watched`: the page can be seen. `asked`: nobody looks at the batches, but the person asked to be told when
   * they are done. `none`: nobody looks and nobody asked.
   */
  attention: 'watched' | 'asked' | 'none'
  /** From 0 up to 1, so that many tabs do not look at the same moments. */
  random: number
  /** What is wrong with the last look, where it was refused and repeating it at once would not help. */
  refusal?: Refusal | null
}

/** A look that the server has refused. */
interface Refusal {
  /** Only a person can change it: the key, its rights, or a batch that is gone. */
  needsPerson: boolean
  /** Since the last look that succeeded. */
  seconds: number
}

/**
 * The pause before the next look at batches that run. Numbers from the product's plan: every 2 s while a batch is
 * young, growing to 30 s (the vendor's guides say 30 to 60), once a minute where nobody looks and somebody wants
 * to be told, nothing once all has ended. A look that fails is repeated after `retryDelay`; one that is refused comes
 * again after as long as the refusals have lasted, so that pauses double, or not by itself.
 * @returns milliseconds, or `false` for "do not look again"
 */
export function nextLook({ ages, attention, random, refusal = null }: PollSituation): number | false {
  if (ages.length === 0 || attention === 'none' || refusal?.needsPerson) return false
  const youngest = Math.max(0, Math.min(...ages))
  const byAge = Math.min(
    SLOWEST_SECONDS,
    Math.max(FASTEST_SECONDS, (youngest / YOUNG_SECONDS) * FASTEST_SECONDS),
  )
  const usual = attention === 'asked' ? ASKED_SECONDS : byAge
  const seconds = Math.max(usual, Math.min(refusal?.seconds ?? 0, LONGEST_REFUSED_SECONDS))
  return 1000 * seconds * (1 + JITTER * (random - 0.5))
}

/**
 * The pause before a failed request is sent again: doubling from 1 s to 60 s, at random between half and
 * all of it so that many tabs do not return at once; never before the server asked for.
 * @param failures how often it has failed in a row, from 1
 * @param retryAfterSeconds what the server asked for
 * @param random a number from 0 to 1
 * @returns milliseconds
 */
export function retryDelay(failures: number, retryAfterSeconds: number | null, random: number): number {
  const ceiling = Math.min(LONGEST_PAUSE_SECONDS, 2 ** Math.max(0, failures - 1))
  const seconds = ceiling * (0.5 + random / 2)
  return 1000 * Math.max(seconds, Math.min(retryAfterSeconds ?? 0, LONGEST_ASKED_SECONDS))
}

/**
 * How long batches have been running, for `nextLook`. A batch that was started or reopened while this
 * console looked counts from then: a retry changes none of its times, and this machine's clock may be wrong.
 */
export class RunningAges {
  readonly #startedAt = new Map<string, number>()
  readonly #firstSeenAt = new Map<string, number>()
  readonly #ended = new Set<string>()

  /** Notes that a batch was started from here. @param now Unix seconds */
  started(batchId: string, now: number): void {
    this.#startedAt.set(batchId, now)
  }

  /** The ages in seconds of the batches that run. @param now Unix seconds */
  of(batches: readonly Pick<Batch, 'id' | 'status' | 'created_at'>[], now: number): number[] {
    return batches.flatMap((batch) => {
      if (hasEnded(batch)) {
        this.#ended.add(batch.id)
        return []
      }
      if (this.#ended.delete(batch.id)) this.started(batch.id, now)
      return [this.#ageOf(batch, now)]
    })
  }

  #ageOf({ id, created_at }: Pick<Batch, 'id' | 'created_at'>, now: number): number {
    const started = this.#startedAt.get(id)
    if (started !== undefined) return now - started
    const firstSeen = this.#firstSeenAt.get(id) ?? now
    this.#firstSeenAt.set(id, firstSeen)
    return now - Math.min(created_at, firstSeen)
  }
}
