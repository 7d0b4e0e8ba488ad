import type { UseQueryResult } from '@tanstack/react-query'
import { asApiError } from '~/api/errors'
import type { Batch } from '~/contract/batch'
import type { StoredFile } from '~/contract/file'
import { hasEnded } from '~/domain/batch-state'
import { Notice } from '~/ui/notice'
import { SkeletonRows } from '~/ui/skeleton'
import { QueryTrouble } from '../shared/query-trouble'
import { StoredFileViewer } from '../shared/request-viewer/stored-file-viewer'

interface InputTabProps {
  batch: Batch
  /** Of the input file. */
  query: UseQueryResult<StoredFile>
}

/** The requests of a batch, as they stand in its input file. */
export function InputTab({ batch, query }: InputTabProps) {
  const isGone = query.error !== null && asApiError(query.error).kind === 'not_found'
  if (batch.input_file_id === null || isGone) {
    return (
      <Notice tone="info" title="The input file was deleted">
        The requests of this batch are not on the server any more.
        {hasEnded(batch) ? ' Its answers are not touched by that.' : ''}
      </Notice>
    )
  }
  if (query.data) return <StoredFileViewer file={query.data} />
  return (
    <div className="grid gap-4">
      <QueryTrouble query={query} what="the input file" />
      {query.isPending && query.failureCount === 0 ? (
        <SkeletonRows rows={8} label="Loading the input file" />
      ) : null}
    </div>
  )
}
