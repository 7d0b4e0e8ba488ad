import type { OpenOutcome } from './row-table.ts'

/**
 * Rows as they stood at one moment, known by their request and result instead of their place in the list, which moves
 * while requests arrive: what is read from it later is each of these rows once, and no other.
 */
export interface RowSnapshot {
  /** Names the opening of the rows it was taken from: the next one may number results otherwise. */
  edition: string
  /** Index in the list, from 0. */
  rows: Uint32Array
  /** Row of the input file; -1 where the request was not known. */
  inputs: Int32Array
  /** Result; -1 where there was none. */
  records: Int32Array
  /** What a row without a result counted as. */
  open: OpenOutcome
}

/** Some rows of a snapshot. @param places indexes in the snapshot, in the order they are wanted */
export function selectFrom(
  { rows, inputs, records, ...about }: RowSnapshot,
  places: readonly number[],
): RowSnapshot {
  return {
    ...about,
    rows: Uint32Array.from(places, (place) => rows[place] ?? 0),
    inputs: Int32Array.from(places, (place) => inputs[place] ?? -1),
    records: Int32Array.from(places, (place) => records[place] ?? -1),
  }
}

/** The rows of a snapshot that have a result. */
export function withResults(snapshot: RowSnapshot): RowSnapshot {
  return selectFrom(
    snapshot,
    [...snapshot.records.keys()].filter((place) => snapshot.records[place] !== -1),
  )
}

/** The rows of a snapshot from one index up to another. */
export function partOf(
  { rows, inputs, records, ...about }: RowSnapshot,
  from: number,
  to: number,
): RowSnapshot {
  return {
    ...about,
    rows: rows.slice(from, to),
    inputs: inputs.slice(from, to),
    records: records.slice(from, to),
  }
}
