import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { Link } from 'react-router'
import { batchQuery } from '~/api/batches'
import { useConnection } from '~/api/connection-store'
import { fileQuery } from '~/api/files'
import { titleOf } from '~/domain/batch-state'
import type { FinishedBatch } from '~/domain/watch/watched-batches'
import { formatQuantity } from '~/lib/format'
import { paths } from '~/lib/paths'
import { IconButton } from '~/ui/button'

interface FinishedBatchesProps {
  finished: readonly FinishedBatch[]
  onDismiss: () => void
}

/** Which batches have finished while nobody looked. */
export function FinishedBatches({ finished, onDismiss }: FinishedBatchesProps) {
  return (
    // Over the page, in the corner: it comes while somebody reads, and nothing may move.
    <div
      role="status"
      className="fixed bottom-4 left-4 z-20 flex w-[min(26rem,calc(100vw-2rem))] items-start gap-3 rounded-lg border border-line bg-raised py-2 pr-2 pl-4 text-sm shadow-float max-lg:bottom-20 lg:left-[14rem] xl:left-[17.5rem]"
    >
      <div className="min-w-0 grow py-1">
        <p className="font-semibold">
          While you were away: {formatQuantity(finished.length, 'batch', 'batches')} finished
        </p>
        <ul className="max-h-40 overflow-y-auto">
          {finished.map(({ batchId, title, outcome }) => (
            <li key={batchId} className="wrap-anywhere">
              <Link to={paths.batch(batchId)} className="font-medium text-ink underline underline-offset-4">
                <Title batchId={batchId} title={title} />
              </Link>
              : {outcome}
            </li>
          ))}
        </ul>
      </div>
      <IconButton icon={X} size="sm" variant="quiet" label="Dismiss" onClick={onDismiss} />
    </div>
  )
}

/** The name of its file may be read only after it has been found to have finished; nothing is asked for it. */
function Title({ batchId, title }: Pick<FinishedBatch, 'batchId' | 'title'>) {
  const connection = useConnection()
  const { data: batch } = useQuery({ ...batchQuery(connection, batchId), enabled: false })
  const fileId = batch?.input_file_id ?? ''
  const { data: file } = useQuery({ ...fileQuery(connection, fileId), enabled: false })
  return batch === undefined || file === undefined ? title : titleOf(batch, file.filename)
}
