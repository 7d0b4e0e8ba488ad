import type { RequestRecord } from '../store/records.ts'

/** A row under way and when it ends. */
export interface RowUnderWay {
  request: RequestRecord
  startedAt: number
  /** Milliseconds on the workspace's clock. */
  endsAt: number
}

/**
 * Which rows of a batch are under way. Rows start at even intervals in input order and end in the order
 * of `endsAt`. Nothing here is kept: after a restart every row without a line starts again.
 */
export class Schedule {
  /** When the next row may start. */
  nextStart: number
  /** The first position that has not started. */
  nextPosition = 0
  /** When the last row ended so far. */
  lastEnd: number | null = null
  #underWay: RowUnderWay[] = []
  readonly #positions = new Set<number>()
  #sorted = true

  constructor(startsAt: number) {
    this.nextStart = startsAt
  }

  get underWayCount(): number {
    return this.#underWay.length
  }

  isUnderWay(position: number): boolean {
    return this.#positions.has(position)
  }

  add(row: RowUnderWay): void {
    this.#underWay.push(row)
    this.#positions.add(row.request.position)
    this.#sorted = false
  }

  /**
   * Takes out the rows that have ended by `until`, the earliest first.
   * @param most.rows at most so many @param most.bytes of request lines, but always one row
   */
  takeEnded(until: number, most: { rows: number; bytes: number }): RowUnderWay[] {
    this.#sort()
    let bytes = 0
    const firstLeft = this.#underWay.findIndex((row, index) => {
      bytes += row.request.length
      return row.endsAt > until || index >= most.rows || (index > 0 && bytes > most.bytes)
    })
    const taken = this.#underWay.splice(0, firstLeft === -1 ? this.#underWay.length : firstLeft)
    for (const row of taken) {
      this.#positions.delete(row.request.position)
      this.lastEnd = row.endsAt
    }
    return taken
  }

  /** When the next row ends, or `null` when none is under way. */
  nextEnd(): number | null {
    this.#sort()
    return this.#underWay[0]?.endsAt ?? null
  }

  #sort(): void {
    if (this.#sorted) return
    this.#underWay.sort(
      (one, other) => one.endsAt - other.endsAt || one.request.position - other.request.position,
    )
    this.#sorted = true
  }
}
