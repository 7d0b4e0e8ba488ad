import type { Batch } from '../../contract/batch.ts'
import { badgeOf, hasEnded, titleOf } from '../batch-state.ts'

/** A batch that was seen running. */
export interface WatchedBatch {
  batchId: string
  title: string
  /** The person asked to be told when it is done. */
  asked: boolean
}

/** A watched batch that has ended. */
export interface FinishedBatch extends WatchedBatch {
  /** How it ended, for example "Completed, 12 of 500 failed". */
  outcome: string
}

/** More running batches than anybody keeps in mind; of those nobody asked about, the one seen first goes first. */
const MOST_WATCHED = 50

/**
 * Compares what a server told of batches with those that were seen running before.
 * @param fileNameOf the name of a batch's input file, where it is known now; else what the batch was called before stays
 * @returns the batches that run now, and those that have ended since; the same list when nothing has changed
 */
export function follow(
  watched: readonly WatchedBatch[],
  batches: readonly Batch[],
  fileNameOf: (batch: Batch) => string | null,
): { watched: readonly WatchedBatch[]; finished: FinishedBatch[] } {
  const finished: FinishedBatch[] = []
  let next = watched
  for (const batch of batches) {
    const known = next.find(({ batchId }) => batchId === batch.id)
    const title = titleOf(batch, fileNameOf(batch) ?? known?.title ?? null)
    if (hasEnded(batch)) {
      if (known === undefined) continue
      finished.push({ ...known, title, outcome: badgeOf(batch, 0).label })
      next = next.filter((other) => other !== known)
    } else if (known === undefined) {
      next = [...next, { batchId: batch.id, title, asked: false }]
    } else if (known.title !== title) {
      next = next.map((other) => (other === known ? { ...known, title } : other))
    }
  }
  return { watched: next === watched ? watched : fewEnough(next), finished }
}

/** Whoever asked to be told is told, however many others run. */
function fewEnough(watched: readonly WatchedBatch[]): readonly WatchedBatch[] {
  let surplus = watched.length - MOST_WATCHED
  return watched.filter(({ asked }) => asked || surplus-- <= 0)
}

/** Notes that a person wants, or no longer wants, to be told when a batch is done. */
export function ask(
  watched: readonly WatchedBatch[],
  batch: Omit<WatchedBatch, 'asked'>,
  asked: boolean,
): readonly WatchedBatch[] {
  const others = watched.filter(({ batchId }) => batchId !== batch.batchId)
  return fewEnough([...others, { ...batch, asked }])
}
