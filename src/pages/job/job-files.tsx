import type { FileOfMany } from '~/api/downloads'
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
        {KINDS.map((kind) => (
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
                files={filesOf(job, kind)}
                disabledReason={counts[kind.rows] === 0 ? kind.none : undefined}
              />
            </Td>
          </Tr>
        ))}
      </TableBody>
    </Table>
  )
}

/** Parts that have not started make what is saved a partial file, like parts that still run. */
function filesOf(job: Job, { file, rows }: (typeof KINDS)[number]): FileOfMany[] {
  const isMissingParts = job.batches.length < job.parts
  return job.batches.flatMap(({ batch }) => {
    const fileId = batch[file]
    if (fileId === null || batch.request_counts[rows] === 0) return []
    const growing = isMissingParts || !hasEnded(batch)
    return [{ fileId, growing, expectedLines: batch.request_counts[rows] }]
  })
}
