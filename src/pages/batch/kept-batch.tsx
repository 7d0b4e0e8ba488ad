import { HardDrive } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Connection } from '~/api/connection'
import { ExactTime } from '~/ui/time'
import { type KeptAnswer, keptBatch } from '~/workers/results/kept-batch'

interface KeptBatchProps {
  connection: Connection
  batchId: string
  /** What has been found so far. */
  kept: KeptAnswer | null
  onFound: (kept: KeptAnswer) => void
}

/** Looks for a batch on this device while its server cannot be reached, and says that it is an old state. */
export function KeptBatch({ connection, batchId, kept, onFound }: KeptBatchProps) {
  const [hasFailed, setFailed] = useState(false)
  const isMissing = kept === null && !hasFailed
  useEffect(() => {
    // The batch lies in the browser's private files.
    if (!isMissing) return undefined
    let isWanted = true
    void keptBatch(connection, batchId).then((found) => {
      if (!isWanted) return
      if (found === null) setFailed(true)
      else onFound(found)
    })
    return () => {
      isWanted = false
    }
  }, [connection, batchId, isMissing, onFound])
  if (kept === null) return null
  return (
    <p role="status" className="flex gap-2 text-ink-muted">
      <HardDrive aria-hidden className="mt-0.5 size-4 shrink-0" strokeWidth={1.75} />
      <span className="max-w-prose">
        Kept on this device, as of <ExactTime seconds={kept.answeredAt / 1000} />. The API can’t be reached,
        so later changes are not shown.
      </span>
    </p>
  )
}
