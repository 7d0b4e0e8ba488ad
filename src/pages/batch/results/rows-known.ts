import type { ResultsStatus } from '~/results/status'

/**
 * How many rows a batch has at most: a row beyond them will not come.
 * @param total rows that the server counts, 0 while it has not counted them
 * @returns `null` while that is not known
 */
export function rowsKnown(status: ResultsStatus, total: number): number | null {
  const { input, phase, rowsListed } = status
  if (input === 'read') return rowsListed
  const hasAllResults = phase.kind === 'complete' || phase.kind === 'short' || phase.kind === 'gone'
  if (input === 'unavailable' && hasAllResults) return rowsListed
  return total === 0 ? null : Math.max(total, rowsListed)
}
