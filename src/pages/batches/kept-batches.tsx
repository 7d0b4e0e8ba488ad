import { useEffect, useState } from 'react'
import { Link } from 'react-router'
import type { Connection } from '~/api/connection'
import { badgeOf, hasEnded, progressWords, titleOf } from '~/domain/batch-state'
import { formatQuantity } from '~/lib/format'
import { paths } from '~/lib/paths'
import { Badge } from '~/ui/badge'
import { ShortId } from '~/ui/short-id'
import { aboveRowLink, rowLink, Table, TableBody, TableHead, Td, Th, Tr } from '~/ui/table'
import { ExactTime } from '~/ui/time'
import { type KeptAnswer, keptBatches } from '~/workers/results/kept-batch'
import { BatchBadge } from '../shared/batch-badge'

/** The batches that this device keeps, while the server cannot be asked for the others. */
export function KeptBatches({ connection }: { connection: Connection }) {
  const [kept, setKept] = useState<readonly KeptAnswer[]>([])
  useEffect(() => {
    // The batches lie in the browser's private files.
    let isWanted = true
    void keptBatches(connection).then((found) => {
      if (isWanted) setKept(found)
    })
    return () => {
      isWanted = false
    }
  }, [connection])
  if (kept.length === 0) return null
  return (
    <section aria-label="Kept on this device" className="grid gap-3">
      <p role="status" className="max-w-prose text-ink-muted">
        {kept.length === 1
          ? '1 batch is kept on this device and opens without the server.'
          : `${formatQuantity(kept.length, 'batch', 'batches')} are kept on this device and open without the server.`}{' '}
        The others are listed once it answers.
      </p>
      <Table caption="Batches kept on this device">
        <TableHead>
          <Th>Batch</Th>
          <Th>State</Th>
          <Th>Progress</Th>
          <Th>As of</Th>
        </TableHead>
        <TableBody>
          {kept.map(({ batch, answeredAt, fileName }) => (
            <Tr key={batch.id}>
              <Td>
                <Link to={paths.batch(batch.id)} {...rowLink}>
                  {titleOf(batch, fileName)}
                </Link>
                <div className="text-sm text-ink-muted">
                  <span className={aboveRowLink}>
                    <ShortId id={batch.id} />
                  </span>
                </div>
              </Td>
              <Td label="State">
                {hasEnded(batch) ? (
                  <BatchBadge batch={batch} />
                ) : (
                  // How it stands now nobody knows.
                  <Badge tone="neutral">{badgeOf(batch, answeredAt / 1000).label}</Badge>
                )}
              </Td>
              <Td label="Progress" className="tabular-nums">
                {progressWords(batch)}
              </Td>
              <Td label="As of" className="whitespace-nowrap">
                <ExactTime seconds={answeredAt / 1000} />
              </Td>
            </Tr>
          ))}
        </TableBody>
      </Table>
    </section>
  )
}
