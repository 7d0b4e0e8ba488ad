import { useQuery } from '@tanstack/react-query'
import { RotateCcw } from 'lucide-react'
import { Link } from 'react-router'
import { batchQuery } from '~/api/batches'
import type { Connection } from '~/api/connection'
import { asApiError } from '~/api/errors'
import { fileQuery } from '~/api/files'
import type { Batch } from '~/contract/batch'
import { titleOf } from '~/domain/batch-state'
import { formatQuantity } from '~/lib/format'
import { paths } from '~/lib/paths'

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
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 border-l-2 border-accent bg-sunken px-3.5 py-2">
      <RotateCcw aria-hidden className="size-4 shrink-0 text-accent" />
      <span className="min-w-0 wrap-anywhere">
        {isGone ? (
          `Tries ${rows} of a batch again that was deleted.`
        ) : (
          <>
            Tries {rows} of{' '}
            <Link
              to={paths.batch(firstId)}
              className="font-medium underline decoration-line-strong underline-offset-4 hover:decoration-current"
            >
              {name}
            </Link>{' '}
            again.
          </>
        )}
      </span>
    </p>
  )
}
