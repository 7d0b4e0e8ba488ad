import { FileText, X } from 'lucide-react'
import { Link } from 'react-router'
import type { Batch } from '~/contract/batch'
import { canCancel, hasEnded, progressWords, titleOf } from '~/domain/batch-state'
import { seenOutlook } from '~/domain/eta/seen-outlook'
import type { ListEntry } from '~/domain/jobs/jobs'
import { formatUsd } from '~/domain/money'
import type { CountSample } from '~/domain/series/count-samples'
import { reopenedAt, secondsTaken } from '~/domain/series/reopening'
import type { BatchUse } from '~/domain/usage-roll-up/batch-use'
import { formatDuration } from '~/lib/format'
import { paths } from '~/lib/paths'
import { useNow } from '~/lib/use-now'
import { IconButton, buttonClass } from '~/ui/button'
import { classNames } from '~/ui/class-names'
import { ProgressBar } from '~/ui/progress-bar'
import { ShortId } from '~/ui/short-id'
import { Table, TableBody, TableHead, Td, Th, Tr, aboveRowLink, rowLink } from '~/ui/table'
import { TickBox } from '~/ui/tick-box'
import { RelativeTime } from '~/ui/time'
import { BatchBadge } from '../shared/batch-badge'
import { partName } from '../shared/part-name'
import { Due } from './due'
import { JobRows } from './job-rows'
import type { Column } from './list-url'
import type { Selection } from './use-selection'

interface BatchTableProps {
  entries: readonly ListEntry[]
  /** Jobs of which not all parts have been found yet. */
  partlyKnown: ReadonlySet<string>
  /** The name of a batch's input file, where it is known. */
  nameOf: (batch: Batch) => string | null
  /** What a batch used, where it is known. */
  usedBy: (batch: Batch) => BatchUse | null
  /** The counts of a running batch as they were seen. */
  seenOf: (batch: Batch) => readonly CountSample[]
  hidden: ReadonlySet<Column>
  selection: Selection
  onCancel: (batch: Batch) => void
}

/** One row a batch or job: what it is, how it stands, when it is due. */
export function BatchTable({
  entries,
  partlyKnown,
  nameOf,
  usedBy,
  seenOf,
  hidden,
  selection,
  onCancel,
}: BatchTableProps) {
  const shared = { hidden, selection, onCancel }
  return (
    <Table caption="Batches" broad>
      <TableHead>
        <Th>Batch</Th>
        <Th>State</Th>
        {hidden.has('model') ? null : <Th>Model</Th>}
        {hidden.has('progress') ? null : <Th>Progress</Th>}
        {hidden.has('window') ? null : <Th>Window</Th>}
        {hidden.has('cost') ? null : <Th numeric>Cost</Th>}
        {hidden.has('created') ? null : <Th>Created</Th>}
        <Th>Results</Th>
      </TableHead>
      <TableBody>
        {entries.map((entry) =>
          entry.kind === 'job' ? (
            <JobRows
              key={entry.job.id}
              job={entry.job}
              isPartlyKnown={partlyKnown.has(entry.job.id)}
              hidden={hidden}
              usedBy={usedBy}
              seenOf={seenOf}
              selection={selection}
            >
              {entry.job.batches.map(({ part, batch }) => (
                <BatchRow
                  key={batch.id}
                  {...shared}
                  batch={batch}
                  use={usedBy(batch)}
                  samples={seenOf(batch)}
                  fileName={nameOf(batch)}
                  partOf={partName(part)}
                />
              ))}
            </JobRows>
          ) : (
            <BatchRow
              key={entry.batch.id}
              {...shared}
              batch={entry.batch}
              use={usedBy(entry.batch)}
              samples={seenOf(entry.batch)}
              fileName={nameOf(entry.batch)}
            />
          ),
        )}
      </TableBody>
    </Table>
  )
}

interface BatchRowProps {
  batch: Batch
  use: BatchUse | null
  samples: readonly CountSample[]
  fileName: string | null
  hidden: ReadonlySet<Column>
  selection: Selection
  onCancel: (batch: Batch) => void
  /** What it is of the job whose row stands above: "Part 2 of 3". */
  partOf?: string
}

function BatchRow({ batch, use, samples, fileName, hidden, selection, onCancel, partOf }: BatchRowProps) {
  const own = titleOf(batch, fileName)
  const title = partOf ? `${partOf}: ${own}` : own
  const { total, completed, failed } = batch.request_counts
  return (
    <Tr>
      <Td className={classNames('as-table:min-w-48', partOf && 'pl-8')}>
        <div className="flex items-start gap-3">
          <span className={`${aboveRowLink} -ml-1 p-1`}>
            <TickBox
              aria-label={`Select ${title}`}
              isPartial={false}
              checked={selection.has(batch.id)}
              onChange={({ target }) => selection.set([batch], target.checked)}
            />
          </span>
          <div className="min-w-0">
            <Link to={paths.batch(batch.id)} {...rowLink}>
              {partOf ?? title}
            </Link>
            <div className="flex flex-wrap items-center gap-x-2 text-sm text-ink-muted">
              <span className={aboveRowLink}>
                <ShortId id={batch.id} />
              </span>
              {fileName && fileName !== own ? <span>{fileName}</span> : null}
            </div>
          </div>
        </div>
      </Td>
      <Td label="State" className="as-table:min-w-42">
        <BatchBadge batch={batch} />
      </Td>
      {hidden.has('model') ? null : (
        <Td label="Model" className="text-sm as-table:min-w-28">
          {use?.model ? (
            <span className="wrap-anywhere">{use.model}</span>
          ) : (
            <span className="text-ink-muted">–</span>
          )}
        </Td>
      )}
      {hidden.has('progress') ? null : (
        <Td label="Progress" className="as-table:min-w-36">
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
      )}
      {hidden.has('window') ? null : (
        <Td label="Window" className="as-table:min-w-24 @min-[68rem]:whitespace-nowrap">
          <span className="tabular-nums">{batch.completion_window || '–'}</span>
          <div className="text-sm text-ink-muted">
            <EndOf batch={batch} samples={samples} />
          </div>
        </Td>
      )}
      {hidden.has('cost') ? null : (
        <Td numeric label="Cost">
          <CostOf use={use} />
        </Td>
      )}
      {hidden.has('created') ? null : (
        <Td label="Created" className="whitespace-nowrap">
          <RelativeTime seconds={batch.created_at} />
        </Td>
      )}
      <Td className="whitespace-nowrap">
        <span className={`${aboveRowLink} inline-flex items-center gap-1`}>
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

/** What a batch has cost; a dash where nobody knows. */
function CostOf({ use }: { use: BatchUse | null }) {
  if (!use?.cost) return <span className="text-ink-muted">–</span>
  return (
    <>
      {formatUsd(use.cost.amount)}
      {use.cost.source === 'priced' && use.cost.amount > 0n ? (
        <div className="text-sm text-ink-muted">by list price</div>
      ) : null}
    </>
  )
}

/** How long the batch took, or when it is expected to end. */
function EndOf({ batch, samples }: Pick<BatchRowProps, 'batch' | 'samples'>) {
  const now = useNow()
  const reopened = reopenedAt(batch, samples)
  const seconds = secondsTaken(batch, reopened)
  if (seconds !== null) return `${reopened === null ? 'took' : 'last run took'} ${formatDuration(seconds)}`
  return <Due seen={seenOutlook(batch, samples, now)} />
}
