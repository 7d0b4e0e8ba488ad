import { useEffect, useState } from 'react'
import { onBatchesGone } from '~/api/heard-batches'
import type { Batch } from '~/contract/batch'

/** Which batches are selected, by id. */
export interface Selection {
  has: (batchId: string) => boolean
  set: (batches: readonly Batch[], isTicked: boolean) => void
}

/**
 * The batches a person has ticked; they stay ticked over pages, filters and searches.
 * @param known by id; a ticked batch that is not among them stays as it was last seen
 */
export function useSelection(known: ReadonlyMap<string, Batch>) {
  const [ticked, setTicked] = useState<ReadonlyMap<string, Batch>>(new Map())
  const set = (batches: readonly Batch[], isTicked: boolean) =>
    setTicked((current) => {
      const next = new Map(current)
      for (const batch of batches) {
        if (isTicked) next.set(batch.id, batch)
        else next.delete(batch.id)
      }
      return next
    })
  useEffect(() => {
    // Batches that are deleted, here or elsewhere.
    return onBatchesGone((_connectionId, ids) =>
      setTicked((current) => new Map([...current].filter(([id]) => !ids.includes(id)))),
    )
  }, [])
  const selection: Selection = { has: (batchId) => ticked.has(batchId), set }
  const selected = [...ticked].map(([id, batch]) => known.get(id) ?? batch)
  return { selected, selection, clear: () => setTicked(new Map()) }
}
