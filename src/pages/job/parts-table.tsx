import { Link } from 'react-router'
import { useConnection } from '~/api/connection-store'
import type { Batch } from '~/contract/batch'
import { hasEnded, progressWords } from '~/domain/batch-state'
import type { Job } from '~/domain/jobs/jobs'
import { paths } from '~/lib/paths'
import { ProgressBar } from '~/ui/progress-bar'
import { ShortId } from '~/ui/short-id'
import { aboveRowLink, rowLink, Table, TableBody, TableHead, Td, Th, Tr } from '~/ui/table'
import { RelativeTime } from '~/ui/time'
import { BatchBadge } from '../shared/batch-badge'
import { partName } from '../shared/part-name'
import { useFileNames } from '../shared/use-file-names'

/** The batches of a job: how each stands, and the way to it. */
export function PartsTable({ job }: { job: Job }) {
  const connection = useConnection()
  const names = useFileNames(
    connection,
    job.batches.map(({ batch }) => batch.input_file_id),
  )
  return (
    <Table caption="Batches of this job">
      <TableHead>
        <Th>Batch</Th>
        <Th>State</Th>
        <Th>Progress</Th>
        <Th>Window</Th>
        <Th>Created</Th>
      </TableHead>
      <TableBody>
        {job.batches.map(({ part, batch }) => (
          <PartRow
            key={batch.id}
            name={partName(part)}
            batch={batch}
            fileName={names.get(batch.input_file_id ?? '')}
          />
        ))}
        {job.replaced.map((batch) => (
          <PartRow key={batch.id} name="Replaced by another batch" batch={batch} fileName={undefined} />
        ))}
      </TableBody>
    </Table>
  )
}

interface PartRowProps {
  name: string
  batch: Batch
  fileName: string | undefined
}

function PartRow({ name, batch, fileName }: PartRowProps) {
  const { total, completed, failed } = batch.request_counts
  return (
    <Tr>
      <Td>
        <Link to={paths.batch(batch.id)} {...rowLink}>
          {name}
        </Link>
        <div className="flex flex-wrap items-center gap-x-2 text-sm text-ink-muted">
          <span className={aboveRowLink}>
            <ShortId id={batch.id} />
          </span>
          {fileName ? <span>{fileName}</span> : null}
        </div>
      </Td>
      <Td label="State">
        <BatchBadge batch={batch} />
      </Td>
      <Td label="Progress" className="min-w-48 max-[45rem]:w-full">
        <div className="grid gap-1.5">
          <ProgressBar
            total={total}
            completed={completed}
            failed={failed}
            label={progressWords(batch)}
            active={!hasEnded(batch)}
          />
          <span className="text-sm text-ink-muted tabular-nums">{progressWords(batch)}</span>
        </div>
      </Td>
      <Td label="Window" className="tabular-nums">
        {batch.completion_window || '–'}
      </Td>
      <Td label="Created" className="whitespace-nowrap">
        <RelativeTime seconds={batch.created_at} />
      </Td>
    </Tr>
  )
}
