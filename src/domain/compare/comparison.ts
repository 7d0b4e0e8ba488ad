import { OUTCOMES, type Outcome } from '../results/outcome.ts'
import { type Digests, RESULT_STATES } from './digests.ts'
import { pairById, type Pairs } from './pairs.ts'
import { readRowKey, rowKeyOf } from './row-key.ts'
import { type CompareFilter, type Verdict, VERDICTS } from './verdict.ts'

/** One row as one of the batches has it. */
export interface SideRow {
  /** Index in the whole list of its batch. */
  row: number
  outcome: Outcome
  /** `null` where the result does not say what it used. */
  tokens: { input: number; output: number } | null
  /** The model the answer names; empty where there is none. */
  model: string
}

/** One `custom_id` in both batches. */
export interface ComparedRow {
  /** Index among all compared rows. */
  pair: number
  /** Names the row in addresses. */
  key: string
  customId: string
  verdict: Verdict
  /** `null` where this side has no such row. */
  left: SideRow | null
  right: SideRow | null
}

/** What narrows the list down. */
export interface CompareQuery {
  filter: CompareFilter
  /** A part of the `custom_id`; empty for all. */
  search: string
}

/** Where a row stands under a filter. */
export interface ComparedPlace {
  row: ComparedRow
  /** Index under the filter; `null` when the row is not among its rows. */
  index: number | null
  /** Its neighbours under the filter, `null` at the ends. */
  previous: ComparedRow | null
  next: ComparedRow | null
}

/** The rows of two batches, paired and judged. */
export class Comparison {
  readonly left: Digests
  readonly right: Digests
  readonly pairs: Pairs
  /** A place in `VERDICTS` for each pair. */
  readonly verdicts: Uint8Array
  #filtered: { key: string; pairs: Uint32Array } | null = null

  constructor(left: Digests, right: Digests) {
    this.left = left
    this.right = right
    this.pairs = pairById(left.customIds, right.customIds)
    this.verdicts = Uint8Array.from({ length: this.count }, (_, pair) => VERDICTS.indexOf(this.#judge(pair)))
  }

  /** All pairs, rows of one batch alone included. */
  get count(): number {
    return this.pairs.left.length
  }

  verdict(pair: number): Verdict {
    return VERDICTS[this.verdicts[pair] ?? 0] ?? 'same'
  }

  /** How a row ended in both batches; `null` where it ended alike, has not ended yet, or stands in one alone. */
  outcomeChange(pair: number): { from: Outcome; to: Outcome } | null {
    const { left, right } = this.#at(pair)
    if (left === -1 || right === -1) return null
    const from = outcomeAt(this.left, left)
    const to = outcomeAt(this.right, right)
    return from === to || from === 'pending' || to === 'pending' ? null : { from, to }
  }

  row(pair: number): ComparedRow {
    const { left, right } = this.#at(pair)
    return {
      pair,
      key: rowKeyOf(left, right),
      customId: (left === -1 ? this.right.customIds[right] : this.left.customIds[left]) ?? '',
      verdict: this.verdict(pair),
      left: sideRow(this.left, left),
      right: sideRow(this.right, right),
    }
  }

  /** The pairs that fit a query, in list order. */
  pairsFor({ filter, search }: CompareQuery): Uint32Array {
    const key = JSON.stringify([filter, search])
    if (this.#filtered?.key !== key) {
      const wanted = search.toLowerCase()
      const fitting: number[] = []
      for (let pair = 0; pair < this.count; pair += 1) {
        if (this.#fits(pair, filter) && this.#idOf(pair).toLowerCase().includes(wanted)) fitting.push(pair)
      }
      this.#filtered = { key, pairs: Uint32Array.from(fitting) }
    }
    return this.#filtered.pairs
  }

  /** @param key of a row, as in addresses @returns `null` when there is no such row (yet) */
  place(key: string, query: CompareQuery): ComparedPlace | null {
    const pair = this.#pairNamed(key)
    if (pair === null) return null
    const pairs = this.pairsFor(query)
    const index = pairs.indexOf(pair)
    // The row may have left the filter since, so its neighbours are found by number.
    const previous = index === -1 ? pairs.findLast((other) => other < pair) : pairs[index - 1]
    const next = index === -1 ? pairs.find((other) => other > pair) : pairs[index + 1]
    return {
      row: this.row(pair),
      index: index === -1 ? null : index,
      previous: previous === undefined ? null : this.row(previous),
      next: next === undefined ? null : this.row(next),
    }
  }

  #pairNamed(key: string): number | null {
    const named = readRowKey(key)
    if (named === null) return null
    const pair = named.side === 'left' ? named.row : this.pairs.right.indexOf(named.row)
    const rows = named.side === 'left' ? this.left.customIds.length : this.count
    return pair >= 0 && pair < rows ? pair : null
  }

  #fits(pair: number, filter: CompareFilter): boolean {
    if (filter === 'all') return true
    return filter === 'outcome' ? this.outcomeChange(pair) !== null : this.verdict(pair) === filter
  }

  #judge(pair: number): Verdict {
    const { left, right } = this.#at(pair)
    if (right === -1) return 'only_left'
    if (left === -1) return 'only_right'
    const ofLeft = RESULT_STATES[this.left.states[left] ?? 0]
    const ofRight = RESULT_STATES[this.right.states[right] ?? 0]
    if (ofLeft === 'none' || ofRight === 'none') return 'unanswered'
    if (ofLeft === 'lost' || ofRight === 'lost') return 'lost'
    const isSame =
      this.left.hashes[2 * left] === this.right.hashes[2 * right] &&
      this.left.hashes[2 * left + 1] === this.right.hashes[2 * right + 1]
    return isSame ? 'same' : 'changed'
  }

  #at(pair: number) {
    return { left: this.pairs.left[pair] ?? -1, right: this.pairs.right[pair] ?? -1 }
  }

  #idOf(pair: number): string {
    const { left, right } = this.#at(pair)
    return (left === -1 ? this.right.customIds[right] : this.left.customIds[left]) ?? ''
  }
}

export function outcomeAt({ outcomes }: Digests, row: number): Outcome {
  return OUTCOMES[outcomes[row] ?? 0] ?? 'failed'
}

function sideRow(side: Digests, row: number): SideRow | null {
  if (row === -1) return null
  return {
    row,
    outcome: outcomeAt(side, row),
    tokens:
      side.counted[row] === 1 ? { input: side.tokensIn[row] ?? 0, output: side.tokensOut[row] ?? 0 } : null,
    model: side.modelNames[side.models[row] ?? 0] ?? '',
  }
}
