import { Play, Trash2 } from 'lucide-react'
import { Link } from 'react-router'
import { useConnection } from '~/api/connection-store'
import { useFileRequests } from '~/api/file-requests'
import type { FileUsers } from '~/api/file-users'
import type { Batch } from '~/contract/batch'
import type { StoredFile } from '~/contract/file'
import { type FileRequests, requestsOf } from '~/domain/file-requests'
import { formatBytes } from '~/lib/format'
import { paths } from '~/lib/paths'
import type { RowSelection } from '~/lib/use-row-selection'
import { IconButton, buttonClass } from '~/ui/button'
import { ShortId } from '~/ui/short-id'
import { aboveRowLink, rowLink, Table, TableBody, TableHead, Td, Th, Tr } from '~/ui/table'
import { RelativeTime } from '~/ui/time'
import { DownloadButton } from '../shared/download-button'
import { fileKindOf } from '../shared/files/file-kinds'
import { BatchLinks } from '../shared/files/used-by'
import { RequestsCell } from './requests-cell'

interface FileTableProps {
  files: readonly StoredFile[]
  /** `undefined` while they are not known. */
  users: FileUsers | undefined
  selection: RowSelection
  onDelete: (file: StoredFile) => void
}

/** One row a file: what it is, how large, until when it stays. */
export function FileTable({ files, users, selection, onDelete }: FileTableProps) {
  const countedOf = useFileRequests(useConnection())
  return (
    <Table caption="Files, newest first">
      <TableHead>
        <Th>File</Th>
        <Th>Kind</Th>
        <Th>Batch</Th>
        <Th numeric>Requests</Th>
        <Th numeric>Size</Th>
        <Th>Created</Th>
        <Th>Expires</Th>
        <Th>Actions</Th>
      </TableHead>
      <TableBody>
        {files.map((file) => {
          const batches = users?.byFile.get(file.id) ?? []
          return (
            <FileRow
              key={file.id}
              file={file}
              batches={batches}
              requests={users && requestsOf(file, batches, countedOf(file.id))}
              selection={selection}
              onDelete={onDelete}
            />
          )
        })}
      </TableBody>
    </Table>
  )
}

interface FileRowProps extends Pick<FileTableProps, 'selection' | 'onDelete'> {
  file: StoredFile
  batches: readonly Batch[]
  /** `undefined` while its batches are not known. */
  requests: FileRequests | undefined
}

function FileRow({ file, batches, requests, selection, onDelete }: FileRowProps) {
  const { label, icon: Icon } = fileKindOf(file.purpose)
  return (
    <Tr>
      <Td>
        <div className="flex items-start gap-3">
          <label className={`${aboveRowLink} -m-1 flex p-1`}>
            <span className="sr-only">Select {file.filename}</span>
            <input
              type="checkbox"
              checked={selection.isSelected(file.id)}
              onClick={({ shiftKey }) => selection.toggle(file.id, shiftKey)}
              // The click says whether Shift was held.
              onChange={() => undefined}
              className="mt-0.5 size-4 accent-accent-solid"
            />
          </label>
          <div className="min-w-0">
            <Link to={paths.file(file.id)} {...rowLink}>
              {file.filename}
            </Link>
            <div className={`${aboveRowLink} w-fit`}>
              <ShortId id={file.id} />
            </div>
          </div>
        </div>
      </Td>
      <Td label="Kind">
        <span className="inline-flex items-center gap-1.5 align-middle">
          <Icon aria-hidden size={16} className="text-ink-muted" />
          {label}
        </span>
      </Td>
      <Td label="Batch">
        {batches.length === 0 ? (
          <span className="text-ink-muted">–</span>
        ) : (
          <span className={aboveRowLink}>
            <BatchLinks batches={batches} most={1} />
          </span>
        )}
      </Td>
      <Td label="Requests" numeric>
        {requests === undefined ? null : (
          <span className={aboveRowLink}>
            <RequestsCell file={file} requests={requests} />
          </span>
        )}
      </Td>
      <Td label="Size" numeric>
        {formatBytes(file.bytes)}
      </Td>
      <Td label="Created">
        <RelativeTime seconds={file.created_at} />
      </Td>
      <Td label="Expires">
        {file.expires_at === null ? 'Stays' : <RelativeTime seconds={file.expires_at} />}
      </Td>
      <Td className="whitespace-nowrap">
        <span className={`${aboveRowLink} -ml-2.5 inline-flex items-center gap-1`}>
          {file.purpose === 'batch' ? (
            <Link
              to={paths.newBatch(file.id)}
              aria-label={`Start a batch with ${file.filename}`}
              title="Start a batch"
              className={buttonClass({ variant: 'quiet', size: 'sm' })}
            >
              <Play aria-hidden size={16} />
            </Link>
          ) : (
            <span
              aria-hidden
              className={`${buttonClass({ variant: 'quiet', size: 'sm' })} invisible max-[45rem]:hidden`}
            >
              <Play size={16} />
            </span>
          )}
          <DownloadButton
            compact
            fileId={file.id}
            label={`Download ${file.filename}`}
            fileName={file.filename.replace(/\.jsonl$/i, '')}
          />
          <IconButton
            icon={Trash2}
            label={`Delete ${file.filename}`}
            variant="quiet"
            size="sm"
            onClick={() => onDelete(file)}
          />
        </span>
      </Td>
    </Tr>
  )
}
