import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { absoluteBaseUrl, type Connection } from '~/api/connection'
import { useConnection } from '~/api/connection-store'
import { formatBytes, formatQuantity } from '~/lib/format'
import { paths } from '~/lib/paths'
import type { KeptFolder } from '~/results/store/kept-folders'
import { Button } from '~/ui/button'
import { ConfirmDialog } from '~/ui/confirm-dialog'
import { Skeleton } from '~/ui/skeleton'
import { rowLink, Table, TableBody, TableHead, Td, Th, Tr } from '~/ui/table'
import { RelativeTime } from '~/ui/time'
import { localExportBytes, removeExports } from '~/workers/export/local-exports'
import { deleteLocalRows, localRows, MOST_LOCAL_BYTES } from '~/workers/results/local-rows'

/** Batches shown by name; the rest is summed up. */
const MOST_SHOWN = 8

const LOCAL_DATA = ['local data'] as const

/** Everything of batches that is kept here; `null` where the browser keeps no rows. */
async function localData() {
  const [kept, exportBytes] = await Promise.all([localRows(), localExportBytes()])
  return kept === null ? null : { kept, exportBytes }
}

/** What of batches is kept in this browser, how much it is, and the way to be rid of it. */
export function LocalData() {
  const client = useQueryClient()
  const [isAsking, setIsAsking] = useState(false)
  const { data } = useQuery({ queryKey: LOCAL_DATA, queryFn: localData, staleTime: 0 })
  const { kept, exportBytes } = data ?? { kept: [], exportBytes: 0 }
  return (
    <section aria-labelledby="local-data" className="grid gap-5 border-t border-line-strong pt-4">
      <h2 id="local-data" className="text-lg font-semibold">
        Local data
      </h2>
      <p className="max-w-prose text-ink-muted">
        Rows that you have opened are kept in this browser, so that they are there at once the next time. Your
        key is not among them. Beyond {formatBytes(MOST_LOCAL_BYTES)}, or half of what the browser grants, the
        batches opened longest ago go first.
      </p>
      {data === undefined ? (
        <Skeleton className="h-3.5 w-2/5" />
      ) : data === null ? (
        <p>This browser keeps nothing here on this device: rows are read again after a reload.</p>
      ) : kept.length === 0 && exportBytes === 0 ? (
        <p>No rows are kept.</p>
      ) : (
        <>
          <KeptData kept={kept} exportBytes={exportBytes} />
          <div>
            <Button icon={Trash2} onClick={() => setIsAsking(true)}>
              Clear local data
            </Button>
          </div>
        </>
      )}
      <ConfirmDialog
        open={isAsking}
        onClose={() => setIsAsking(false)}
        title="Clear local data?"
        confirmLabel="Clear local data"
        tone="danger"
        onConfirm={async () => {
          await Promise.all([deleteLocalRows(kept.map(({ name }) => name)), removeExports('all')])
          await client.invalidateQueries({ queryKey: LOCAL_DATA })
        }}
      >
        <div className="grid gap-3">
          <p>
            The rows of {formatQuantity(kept.length, 'batch', 'batches')}, {formatBytes(bytesOf(kept))}, are
            removed from this browser. The server keeps them: they are read again when you open the batch.
            Batches that are open in other tabs are read and kept again at once. Nothing else is lost, save
            for batches whose files the server has deleted since.
          </p>
          {exportBytes > 0 ? (
            <p>
              Copies of exported files, {formatBytes(exportBytes)}, are removed too. What is in your downloads
              stays; wait for one that is not there yet.
            </p>
          ) : null}
        </div>
      </ConfirmDialog>
    </section>
  )
}

function bytesOf(folders: readonly KeptFolder[]): number {
  return folders.reduce((sum, { bytes }) => sum + bytes, 0)
}

interface KeptDataProps {
  kept: readonly KeptFolder[]
  /** Of files that were exported and handed to the downloads. */
  exportBytes: number
}

function KeptData({ kept, exportBytes }: KeptDataProps) {
  const connection = useConnection()
  const rest = kept.slice(MOST_SHOWN)
  return (
    <Table caption="Batches whose rows are kept in this browser">
      <TableHead>
        <Th>Batch</Th>
        <Th>Opened</Th>
        <Th numeric>Size</Th>
      </TableHead>
      <TableBody>
        {kept.slice(0, MOST_SHOWN).map((folder) => (
          <Tr key={folder.name}>
            <Td>
              <BatchName folder={folder} connection={connection} />
            </Td>
            <Td label="Opened">
              {folder.about ? <RelativeTime seconds={folder.about.openedAt / 1000} /> : 'unknown'}
            </Td>
            <Td label="Size" numeric>
              {formatBytes(folder.bytes)}
            </Td>
          </Tr>
        ))}
        {rest.length > 0 ? (
          <Tr>
            <Td>{formatQuantity(rest.length, 'more batch', 'more batches')}</Td>
            <Td label="Opened">earlier</Td>
            <Td label="Size" numeric>
              {formatBytes(bytesOf(rest))}
            </Td>
          </Tr>
        ) : null}
        {exportBytes > 0 ? (
          <Tr>
            <Td>Copies of exported files, for some minutes</Td>
            <Td />
            <Td label="Size" numeric>
              {formatBytes(exportBytes)}
            </Td>
          </Tr>
        ) : null}
        <Tr className="font-medium">
          <Td>All together</Td>
          <Td />
          <Td label="Size" numeric>
            {formatBytes(bytesOf(kept) + exportBytes)}
          </Td>
        </Tr>
      </TableBody>
    </Table>
  )
}

/** A link where the batch is one of the connection in use. */
function BatchName({ folder: { about }, connection }: { folder: KeptFolder; connection: Connection }) {
  if (about === null) return 'A batch that was not read'
  if (about.baseUrl === absoluteBaseUrl(connection, window.location.origin)) {
    return (
      <Link to={paths.batch(about.batchId, 'results')} {...rowLink}>
        {about.title}
      </Link>
    )
  }
  return (
    <>
      {about.title} <span className="text-sm text-ink-muted">on {new URL(about.baseUrl).host}</span>
    </>
  )
}
