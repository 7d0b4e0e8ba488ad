import { useState } from 'react'

/** Which batches are selected, by id. */
export interface Selection {
  has: (batchId: string) => boolean
  toggle: (batchId: string) => void
}

/** The batches a person has ticked; they stay ticked over pages and filters. */
export function useSelection() {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const toggle = (batchId: string) =>
    setIds((current) => {
      const next = new Set(current)
      if (!next.delete(batchId)) next.add(batchId)
      return next
    })
  const selection: Selection = { has: (batchId) => ids.has(batchId), toggle }
  return { ids, selection, clear: () => setIds(new Set()) }
}
