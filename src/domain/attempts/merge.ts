import { OUTCOMES, type Outcome } from '../results/outcome.ts'

/** The rows of one batch as far as the merge needs them, in list order. */
export interface AttemptRows {
  customIds: readonly string[]
  /** Places in `OUTCOMES`, one a row. */
  outcomes: Uint8Array
}

/** For every row of a batch, which attempt holds what counts for it now. */
export interface MergedRows {
  /** 0 for the batch itself, 1 for the oldest further attempt, and so on. */
  sources: Uint8Array
  /** Index of the row in the list of its source. */
  rows: Uint32Array
  /** Places in `OUTCOMES`. */
  outcomes: Uint8Array
  counts: MergeCounts
}

/** What the further attempts have changed. */
export interface MergeCounts {
  /** Rows that did not succeed in the batch itself. */
  open: number
  /** Of them: those that were tried again. */
  triedAgain: number
  /** Of those: how they stand now; the others have failed again, or their answer cannot be used. */
  succeeded: number
  pending: number
  /** Whether every open row has failed, none was cancelled, cut off or the like. */
  openHaveFailed: boolean
  /** Rows of attempts that share a `custom_id` so that nobody can tell which row they are; they change nothing. */
  ambiguous: number
  /** Rows of attempts whose `custom_id` the batch does not have; they are left out. */
  strangers: number
}

/** What an outcome is worth to somebody who needs an answer: one that can be used, one that cannot, an error, nothing. */
const WORTH = {
  succeeded: 3,
  truncated: 2,
  refused: 2,
  empty: 2,
  invalid_json: 2,
  failed: 1,
  pending: 0,
  cancelled: 0,
  missing: 0,
} satisfies Record<Outcome, number>

/**
 * Whether what a later attempt has of a row takes the place of what is held. The latest success wins, and nothing
 * else replaces one. While an attempt is still pending, so is the row. Else the latest of what is worth most counts:
 * an answer that was cut off is more than an error.
 */
export function replaces(held: Outcome, later: Outcome): boolean {
  if (later === 'succeeded') return true
  if (held === 'succeeded' || held === 'pending') return false
  return later === 'pending' || (WORTH[later] > 0 && WORTH[later] >= WORTH[held])
}

/**
 * Merges the rows of a batch with further attempts at them, by `custom_id`. Rows that share one are matched by their
 * order, where the attempt has as many of them as the batch, or as many as did not succeed there.
 * @param attempts oldest first
 */
export function mergeAttempts(batch: AttemptRows, attempts: readonly AttemptRows[]): MergedRows {
  const rows = Uint32Array.from(batch.customIds.keys())
  const sources = new Uint8Array(rows.length)
  const outcomes = batch.outcomes.slice()
  const isTried = new Uint8Array(rows.length)
  const wanted = new Set(attempts.flatMap(({ customIds }) => customIds))
  const places = rowsById(batch.customIds, wanted)
  let ambiguous = 0
  let strangers = 0
  for (const [index, attempt] of attempts.entries()) {
    for (const [id, theirs] of rowsById(attempt.customIds, wanted)) {
      const own = places.get(id)
      const matched = own === undefined ? null : matchedRows(own, theirs.length, batch.outcomes)
      if (own === undefined) strangers += theirs.length
      else if (matched === null || id === '') ambiguous += theirs.length
      else {
        for (const [nth, row] of matched.entries()) {
          const theirRow = theirs[nth] ?? 0
          const code = attempt.outcomes[theirRow] ?? 0
          isTried[row] = 1
          if (!replaces(outcomeAt(outcomes, row), outcomeAt(attempt.outcomes, theirRow))) continue
          sources[row] = index + 1
          rows[row] = theirRow
          outcomes[row] = code
        }
      }
    }
  }
  const counts = { ...countRows(batch.outcomes, outcomes, isTried), ambiguous, strangers }
  return { sources, rows, outcomes, counts }
}

function outcomeAt(codes: Uint8Array, row: number): Outcome {
  return OUTCOMES[codes[row] ?? 0] ?? 'missing'
}

/** The rows of each wanted id, in order. */
function rowsById(ids: readonly string[], wanted: ReadonlySet<string>): Map<string, number[]> {
  const rows = new Map<string, number[]>()
  for (const [row, id] of ids.entries()) {
    if (!wanted.has(id)) continue
    const others = rows.get(id)
    if (others === undefined) rows.set(id, [row])
    else others.push(row)
  }
  return rows
}

/** The rows of one id that so many rows of an attempt are tries of; `null` where nobody can tell. */
function matchedRows(own: readonly number[], tries: number, outcomes: Uint8Array): readonly number[] | null {
  if (own.length === tries) return own
  const open = own.filter((row) => outcomeAt(outcomes, row) !== 'succeeded')
  return open.length === tries ? open : null
}

function countRows(before: Uint8Array, now: Uint8Array, isTried: Uint8Array) {
  const counts = { open: 0, triedAgain: 0, succeeded: 0, pending: 0, openHaveFailed: true }
  for (const row of before.keys()) {
    const first = outcomeAt(before, row)
    if (first === 'succeeded') continue
    counts.open += 1
    if (first !== 'failed') counts.openHaveFailed = false
    if (isTried[row] === 0) continue
    counts.triedAgain += 1
    const outcome = outcomeAt(now, row)
    if (outcome === 'succeeded') counts.succeeded += 1
    else if (outcome === 'pending') counts.pending += 1
  }
  return counts
}
