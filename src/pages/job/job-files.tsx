import type { FileOfMany } from '~/api/downloads'
import type { Batch } from '~/contract/batch'
import { hasEnded } from '~/domain/batch-state'
import { type Job, jobCounts, jobEnded } from '~/domain/jobs/jobs'
import { formatQuantity } from '~/lib/format'
import { Table, TableBody, TableHead, Td, Th, Tr } from '~/ui/table'
import { MergedDownloadButton } from '../shared/download-button'

const KINDS = [
  { name: 'Answers', file: 'output_file_id', rows: 'completed', none: 'There are no answers yet.' },
  { name: 'Errors', file: 'error_file_id', rows: 'failed', none: 'No row has failed.' },
] as const

/** The answers and the errors of all parts, each as one file. */
export function JobFiles({ job, title }: { job: Job; title: string }) {
  const counts = jobCounts(job)
  const isComplete = jobEnded(job) && job.batches.length === job.parts
  return (
    <Table caption="Files of all batches together">
      <TableHead>
        <Th>File</Th>
        <Th>Holds</Th>
        <Th>Download</Th>
      </TableHead>
      <TableBody>
        {KINDS.map((kind) => ({ kind, files: filesOf(job, kind) })).map(({ kind, files }) => (
          <Tr key={kind.name}>
            <Td className="font-medium">{kind.name}</Td>
            <Td className="text-ink-muted">
              {formatQuantity(counts[kind.rows], 'line')}
              {isComplete ? '' : ' so far'}, in the order of the batches
            </Td>
            <Td>
              <MergedDownloadButton
                downloadId={`${job.id} ${kind.file}`}
                label={`Download ${kind.name.toLowerCase()}`}
                fileName={`${title} ${kind.name.toLowerCase()}`}
                files={files}
                disabledReason={disabledReason(counts[kind.rows], files, kind.none)}
              />
            </Td>
          </Tr>
        ))}
      </TableBody>
    </Table>
  )
}

/**
 * Parts that have not started make what is saved a partial file, like parts that still run and parts whose file the
 * server names only at their end.
 */
function filesOf(job: Job, { file, rows }: (typeof KINDS)[number]): FileOfMany[] {
  const isUnnamed = (batch: Batch) => batch.request_counts[rows] > 0 && !batch[file]
  const isMissingParts = job.batches.length < job.parts || job.batches.some(({ batch }) => isUnnamed(batch))
  return job.batches.flatMap(({ batch }) => {
    const fileId = batch[file]
    if (!fileId || batch.request_counts[rows] === 0) return []
    const growing = isMissingParts || !hasEnded(batch)
    return [{ fileId, growing, expectedLines: batch.request_counts[rows] }]
  })
}

function disabledReason(rows: number, files: readonly FileOfMany[], none: string): string | undefined {
  if (rows === 0) return none
  return files.length === 0 ? 'This server hands them out when a batch has ended.' : undefined
}
