import type { ResultsSession } from '../results/session.ts'
import { CompareSession } from './compare-session.ts'

/** Begins to compare the rows of two batches in a worker of its own. It lasts until `dispose`. */
export function openComparison(left: ResultsSession, right: ResultsSession): CompareSession {
  const spawn = () =>
    new Worker(new URL('./compare.worker.ts', import.meta.url), { type: 'module', name: 'compare' })
  return new CompareSession(spawn, { left, right })
}
