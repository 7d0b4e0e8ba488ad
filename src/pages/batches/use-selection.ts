import { useEffect, useState } from 'react'
import { onBatchesGone } from '~/api/heard-batches'
import type { ListedBatch } from '~/contract/listed-batch'

/** Which batches are selected, by id. */
export interface Selection {
  has: (batchId: string) => boolean
  set: (batchIds: readonly string[], isTicked: boolean) => void
}

/**
 * The batches a person has ticked; they stay ticked over pages, filters and searches.
 * @param known by id; a ticked batch that is not among them stays as it was last seen
 */
export function useSelection(known: ReadonlyMap<string, ListedBatch>) {
  const [ticked, setTicked] = useState<ReadonlyMap<string, ListedBatch>>(new Map())
  const set = (batchIds: readonly string[], isTicked: boolean) =>
    setTicked((current) => {
      const more = isTicked ? batchIds.flatMap((id) => known.get(id) ?? []) : []
      return new Map([...without(current, batchIds), ...more.map((batch) => [batch.id, batch] as const)])
    })
  useEffect(() => {
    // Batches that are deleted, here or elsewhere.
    return onBatchesGone((_connectionId, ids) => setTicked((current) => new Map(without(current, ids))))
  }, [])
  const selection: Selection = { has: (batchId) => ticked.has(batchId), set }
  const selected = [...ticked].map(([id, batch]) => known.get(id) ?? batch)
  return { selected, selection, clear: () => setTicked(new Map()) }
}

function without(ticked: ReadonlyMap<string, ListedBatch>, ids: readonly string[]) {
  return [...ticked].filter(([id]) => !ids.includes(id))
}
