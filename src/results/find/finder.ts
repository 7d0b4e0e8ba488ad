import type { Found } from './found.ts'
import type { FindPorts } from './ports.ts'
import type { QueryView } from './query-view.ts'
import type { Listing, QueryViews } from './query-views.ts'

/** Longest time between something being found and being told of it, but for the first. */
const TOLD_EVERY_MS = 120

/** Somebody who wants to know what a query finds as soon as that changes. */
interface Follower {
  view: QueryView
  /** The stamp already known. */
  since: string
  tell: (found: Found) => void
  fail: (reason: unknown) => void
}

/**
 * Finds rows for whoever follows a query, a few milliseconds at a time, so that reading rows and answering questions
 * goes on meanwhile. Nothing is searched that nobody waits for.
 */
export class Finder {
  readonly #views: QueryViews
  readonly #ports: FindPorts
  readonly #followers = new Map<string, Follower>()
  /** What each asker was told last, and when. */
  readonly #told = new Map<string, { at: number; matched: number }>()
  readonly #refreshedAt = new WeakMap<QueryView, number>()
  #isWorking = false
  #isStopped = false
  #wake = () => {}

  constructor(views: QueryViews, ports: FindPorts) {
    this.#views = views
    this.#ports = ports
  }

  /**
   * Resolves with what a query finds as soon as that is not what is known already. A later question of the same asker
   * ends an earlier one.
   * @param since the stamp of what is known, empty at first
   * @throws SyntaxError when the query's expression is none
   */
  follow(asker: string, listing: Listing, since: string): Promise<Found> {
    const view = this.#views.of(listing)
    this.forget(asker)
    return new Promise((resolve, reject) => {
      this.#followers.set(asker, { view, since, tell: resolve, fail: reject })
      this.#wake()
      this.changed()
    })
  }

  /** Resolves with all rows of a query, when all have been looked at. */
  async rows(asker: string, listing: Listing): Promise<Uint32Array> {
    const view = this.#views.of(listing)
    let found = await this.follow(asker, listing, '')
    while (found.isSearching) found = await this.follow(asker, listing, found.stamp)
    return view.rows()
  }

  /** Nobody asks there any more. */
  forget(asker: string): void {
    const follower = this.#followers.get(asker)
    this.#followers.delete(asker)
    follower?.tell(follower.view.found())
  }

  /** Rows have changed. Cheap: there is a call for every line. */
  changed(): void {
    if (this.#isWorking || this.#followers.size === 0) return
    this.#isWorking = true
    void this.#work()
  }

  /** Ends all work. */
  stop(): void {
    this.#isStopped = true
  }

  async #work(): Promise<void> {
    while (!this.#isStopped) {
      const followed = () => new Set([...this.#followers.values()].map(({ view }) => view))
      for (const view of followed()) {
        await view.work().catch((error: unknown) => this.#fail(view, error))
        if (this.#isDue(view)) this.#refresh(view)
      }
      this.#tell()
      if ([...followed()].some((view) => view.hasWork)) await this.#ports.pause()
      else if (this.#isSettled()) break
      else await Promise.race([this.#ports.wait(TOLD_EVERY_MS), this.#woken()])
    }
    this.#isWorking = false
  }

  /** Whether everybody knows what is to be known. */
  #isSettled(): boolean {
    return [...this.#followers.values()].every(({ view, since }) => !view.isStale && view.stamp === since)
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }

  /** Finding rows anew costs more than reading a few of them. */
  #isDue(view: QueryView): boolean {
    const at = this.#refreshedAt.get(view)
    if (at === undefined) return true
    if (!view.isStale) return false
    const isFirst = view.hasNews && view.found().matched === 0
    return isFirst || view.isReadOut || this.#ports.now() - at >= TOLD_EVERY_MS
  }

  #refresh(view: QueryView): void {
    view.refresh()
    this.#refreshedAt.set(view, this.#ports.now())
  }

  #fail(failed: QueryView, reason: unknown): void {
    for (const [asker, { view, fail }] of this.#followers) {
      if (view !== failed) continue
      this.#followers.delete(asker)
      fail(reason)
    }
  }

  #tell(): void {
    const now = this.#ports.now()
    for (const [asker, { view, since, tell }] of this.#followers) {
      if (view.stamp === since) continue
      const told = this.#told.get(asker)
      const found = view.found()
      const isNews =
        since === '' || told === undefined || (told.matched === 0 && found.matched > 0) || !found.isSearching
      if (!isNews && now - told.at < TOLD_EVERY_MS) continue
      this.#followers.delete(asker)
      this.#told.set(asker, { at: now, matched: found.matched })
      tell(found)
    }
  }
}
