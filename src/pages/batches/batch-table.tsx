import { FileText, X } from 'lucide-react'
import { Link } from 'react-router'
import type { Batch } from '~/contract/batch'
import { canCancel, endedAt, hasEnded, progressWords, titleOf } from '~/domain/batch-state'
import type { ListEntry } from '~/domain/jobs/jobs'
import { formatDuration } from '~/lib/format'
import { paths } from '~/lib/paths'
import { useNow } from '~/lib/use-now'
import { IconButton, buttonClass } from '~/ui/button'
import { ProgressBar } from '~/ui/progress-bar'
import { ShortId } from '~/ui/short-id'
import { Table, TableBody, TableHead, Td, Th, Tr, aboveRowLink, rowLink } from '~/ui/table'
import { RelativeTime } from '~/ui/time'
import { BatchBadge } from '../shared/batch-badge'
import { partName } from '../shared/part-name'
import { JobRows } from './job-rows'

interface BatchTableProps {
  entries: readonly ListEntry[]
  /** Jobs of which not all parts have been found yet. */
  partlyKnown: ReadonlySet<string>
  /** The name of a batch's input file, where it is known. */
  nameOf: (batch: Batch) => string | null
  onCancel: (batch: Batch) => void
}

/** One row a batch or job: what it is, how it stands, when it is due. */
export function BatchTable({ entries, partlyKnown, nameOf, onCancel }: BatchTableProps) {
  return (
    <Table caption="Batches, newest first">
      <TableHead>
        <Th>Batch</Th>
        <Th>State</Th>
        <Th>Progress</Th>
        <Th>Window</Th>
        <Th>Created</Th>
        <Th>Results</Th>
      </TableHead>
      <TableBody>
        {entries.map((entry) =>
          entry.kind === 'job' ? (
            <JobRows key={entry.job.id} job={entry.job} isPartlyKnown={partlyKnown.has(entry.job.id)}>
              {entry.job.batches.map(({ part, batch }) => (
                <BatchRow
                  key={batch.id}
                  batch={batch}
                  fileName={nameOf(batch)}
                  onCancel={onCancel}
                  partOf={partName(part)}
                />
              ))}
            </JobRows>
          ) : (
            <BatchRow
              key={entry.batch.id}
              batch={entry.batch}
              fileName={nameOf(entry.batch)}
              onCancel={onCancel}
            />
          ),
        )}
      </TableBody>
    </Table>
  )
}

interface BatchRowProps {
  batch: Batch
  fileName: string | null
  onCancel: (batch: Batch) => void
  /** What it is of the job whose row stands above: "Part 2 of 3". */
  partOf?: string
}

function BatchRow({ batch, fileName, onCancel, partOf }: BatchRowProps) {
  const own = titleOf(batch, fileName)
  const title = partOf ? `${partOf}: ${own}` : own
  const { total, completed, failed } = batch.request_counts
  return (
    <Tr>
      <Td className={partOf ? 'pl-8' : undefined}>
        <Link to={paths.batch(batch.id)} {...rowLink}>
          {partOf ?? title}
        </Link>
        <div className="flex flex-wrap items-center gap-x-2 text-sm text-ink-muted">
          <span className={aboveRowLink}>
            <ShortId id={batch.id} />
          </span>
          {fileName && fileName !== own ? <span>{fileName}</span> : null}
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
      <Td label="Window" className="whitespace-nowrap">
        <span className="tabular-nums">{batch.completion_window || '–'}</span>
        <div className="text-sm text-ink-muted">
          <Due batch={batch} />
        </div>
      </Td>
      <Td label="Created" className="whitespace-nowrap">
        <RelativeTime seconds={batch.created_at} />
      </Td>
      <Td className="whitespace-nowrap">
        <span className={`${aboveRowLink} inline-flex gap-1`}>
          <Link
            to={paths.batch(batch.id, 'results')}
            aria-label={`Results of ${title}`}
            title="Results"
            className={buttonClass({ variant: 'quiet', size: 'sm' })}
          >
            <FileText aria-hidden size={16} />
          </Link>
          {canCancel(batch) ? (
            <IconButton
              icon={X}
              label={`Cancel ${title}`}
              variant="quiet"
              size="sm"
              onClick={() => onCancel(batch)}
            />
          ) : null}
        </span>
      </Td>
    </Tr>
  )
}

/** How long the batch took, or until when it is due. */
function Due({ batch }: { batch: Batch }) {
  const now = useNow()
  const ended = endedAt(batch)
  if (ended !== null) return `took ${formatDuration(ended - batch.created_at)}`
  if (hasEnded(batch) || batch.expires_at === null) return null
  const left = batch.expires_at - now
  return left >= 0 ? `due in ${formatDuration(left)}` : `overdue by ${formatDuration(-left)}`
}
