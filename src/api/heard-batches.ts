import type { Batch } from '../contract/batch.ts'

type Listener = (connectionId: string, batches: readonly Batch[]) => void

const listeners = new Set<Listener>()

/** Hands on what a server has just told of batches, whoever asked. */
export function tellBatches(connectionId: string, batches: readonly Batch[]): void {
  for (const listener of listeners) listener(connectionId, batches)
}

/** Calls back after every answer about batches. @returns how to stop listening */
export function onBatchesHeard(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
