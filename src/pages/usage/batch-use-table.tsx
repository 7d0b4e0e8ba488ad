import { useState } from 'react'
import { Link } from 'react-router'
import { titleOf } from '~/domain/batch-state'
import { formatUsd } from '~/domain/money'
import { type BatchUse, savedBy } from '~/domain/usage-roll-up/batch-use'
import { formatCount, formatQuantity } from '~/lib/format'
import { paths } from '~/lib/paths'
import { Button } from '~/ui/button'
import { Table, TableBody, TableHead, Td, Th, Tr, aboveRowLink, rowLink } from '~/ui/table'
import { RelativeTime } from '~/ui/time'
import { BatchBadge } from '../shared/batch-badge'
import { JobLink } from '../shared/job-link'

const STEP = 25

interface BatchUseTableProps {
  uses: readonly BatchUse[]
  nameOf: (fileId: string | null) => string | null
}

/** What every batch of the range used, the newest first; more of them on demand. */
export function BatchUseTable({ uses, nameOf }: BatchUseTableProps) {
  const [shown, setShown] = useState(STEP)
  const hidden = uses.length - shown
  return (
    <div className="grid gap-4">
      <Table caption="What each batch used">
        <TableHead>
          <Th>Batch</Th>
          <Th>State</Th>
          <Th>Model</Th>
          <Th numeric>Rows</Th>
          <Th numeric>Tokens in</Th>
          <Th numeric>Tokens out</Th>
          <Th numeric>Cost</Th>
          <Th numeric>Saved</Th>
        </TableHead>
        <TableBody>
          {uses.slice(0, shown).map((use) => (
            <UseRow key={use.batch.id} use={use} fileName={nameOf(use.batch.input_file_id)} />
          ))}
        </TableBody>
      </Table>
      {hidden > 0 ? (
        <Button className="justify-self-start" onClick={() => setShown(shown + STEP)}>
          Show {formatQuantity(Math.min(STEP, hidden), 'more batch', 'more batches')} of {formatCount(hidden)}
        </Button>
      ) : null}
    </div>
  )
}

function UseRow({ use, fileName }: { use: BatchUse; fileName: string | null }) {
  const { batch, tokens, cost } = use
  const saved = savedBy(use)
  return (
    <Tr>
      <Td>
        <Link to={paths.batch(batch.id)} {...rowLink}>
          {titleOf(batch, fileName)}
        </Link>
        <div className="flex flex-wrap gap-x-3 text-sm text-ink-muted">
          <RelativeTime seconds={batch.created_at} />
          <JobLink batch={batch} className={aboveRowLink} />
        </div>
      </Td>
      <Td label="State">
        <BatchBadge batch={batch} />
      </Td>
      <Td label="Model" className="text-sm wrap-anywhere">
        {use.model ?? <span className="text-ink-muted">not known</span>}
        {batch.completion_window ? (
          <div className="text-ink-muted">within {batch.completion_window}</div>
        ) : null}
      </Td>
      <Td numeric label="Rows">
        {formatCount(batch.request_counts.completed)}
      </Td>
      <Td numeric label="Tokens in">
        {tokens ? formatCount(tokens.input) : '–'}
      </Td>
      <Td numeric label="Tokens out">
        {tokens ? formatCount(tokens.output) : '–'}
      </Td>
      <Td numeric label="Cost">
        {cost ? formatUsd(cost.amount) : <span className="text-ink-muted">not known</span>}
        {cost?.source === 'priced' && cost.amount > 0n ? (
          <div className="text-sm text-ink-muted">by list price</div>
        ) : null}
      </Td>
      <Td numeric label="Saved">
        {saved === null ? '–' : formatUsd(saved)}
      </Td>
    </Tr>
  )
}
