/**
 * The rows of a batch that have a usable answer, from the batch itself or from a later attempt at them, as they were
 * known at one moment.
 */
export interface SettledRows {
  /** Tells such moments apart: equal names hold equal rows. */
  name: string
  /** How many they are. */
  count: number
  /** One byte a row, in list order: 1 for a row that has one. Rows beyond have none. */
  marks: Uint8Array
}

/** Whether a row has a usable answer. @param row in list order */
export function isSettled({ marks }: SettledRows, row: number): boolean {
  return marks[row] === 1
}
