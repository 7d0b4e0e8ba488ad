import { useQuery } from '@tanstack/react-query'
import { batchQuery } from '~/api/batches'
import type { Connection } from '~/api/connection'
import { asApiError } from '~/api/errors'
import { fileQuery } from '~/api/files'
import type { Batch } from '~/contract/batch'
import { titleOf } from '~/domain/batch-state'
import { formatQuantity } from '~/lib/format'
import { paths } from '~/lib/paths'
import { AttemptFrame, AttemptLink } from './attempt-frame'

interface AttemptLineProps {
  connection: Connection
  batch: Batch
  /** The batch that ran the rows first. */
  firstId: string
}

/** Says whose rows a batch tries again, with the way there. */
export function AttemptLine({ connection, batch, firstId }: AttemptLineProps) {
  // Looked at once: only its name is wanted.
  const first = useQuery({ ...batchQuery(connection, firstId), refetchInterval: false })
  const fileId = first.data?.input_file_id ?? null
  const file = useQuery({ ...fileQuery(connection, fileId ?? ''), enabled: fileId !== null })
  const { total } = batch.request_counts
  const rows = total === 0 ? 'rows' : formatQuantity(total, 'row')
  const isGone = first.error !== null && asApiError(first.error).kind === 'not_found'
  const name = first.data ? titleOf(first.data, file.data?.filename ?? null) : 'another batch'
  return (
    <AttemptFrame>
      <span className="min-w-0 wrap-anywhere">
        {isGone ? (
          `Tries ${rows} of a batch again that was deleted.`
        ) : (
          <>
            Tries {rows} of <AttemptLink to={paths.batch(firstId)}>{name}</AttemptLink> again.
          </>
        )}
      </span>
    </AttemptFrame>
  )
}
