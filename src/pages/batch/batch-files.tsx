import { Link } from 'react-router'
import type { Batch } from '~/contract/batch'
import type { StoredFile } from '~/contract/file'
import { hasEnded, titleOf } from '~/domain/batch-state'
import { formatQuantity } from '~/lib/format'
import { paths } from '~/lib/paths'
import { ShortId } from '~/ui/short-id'
import { Table, TableBody, TableHead, Td, Th, Tr } from '~/ui/table'
import { DownloadButton } from '../shared/download-button'

interface BatchFilesProps {
  batch: Batch
  inputFile: StoredFile | null
}

/** The three files of a batch and the way to have them. */
export function BatchFiles({ batch, inputFile }: BatchFilesProps) {
  const { completed, failed } = batch.request_counts
  const title = titleOf(batch, inputFile?.filename ?? null)
  const running = !hasEnded(batch)
  const files = [
    {
      name: 'Requests',
      id: batch.input_file_id,
      holds: inputFile?.filename ?? 'The input file',
      missing: 'The input file was deleted.',
      fileName: inputFile?.filename.replace(/\.jsonl$/i, '') ?? `${title} requests`,
      emptyReason: undefined,
      growing: false,
      expectedLines: null,
    },
    {
      name: 'Answers',
      id: batch.output_file_id,
      holds: `${formatQuantity(completed, 'line')}${running ? ' so far' : ''}`,
      missing: running ? 'There once the batch has ended.' : 'This batch has no answers.',
      fileName: `${title} answers`,
      emptyReason: completed === 0 ? 'There are no answers yet.' : undefined,
      growing: running,
      expectedLines: completed,
    },
    {
      name: 'Errors',
      id: batch.error_file_id,
      holds: `${formatQuantity(failed, 'line')}${running ? ' so far' : ''}`,
      missing: running ? 'There once the batch has ended.' : 'This batch has no error file.',
      fileName: `${title} errors`,
      emptyReason: failed === 0 ? 'No row has failed.' : undefined,
      growing: running,
      expectedLines: failed,
    },
  ]
  return (
    <Table caption="Files of this batch">
      <TableHead>
        <Th>File</Th>
        <Th>Holds</Th>
        <Th>Id</Th>
        <Th>Download</Th>
      </TableHead>
      <TableBody>
        {files.map((file) => (
          <Tr key={file.name}>
            <Td className="font-medium">
              {file.id ? <Link to={paths.file(file.id)}>{file.name}</Link> : file.name}
            </Td>
            <Td className="text-ink-muted">{file.id ? file.holds : file.missing}</Td>
            <Td label="Id">{file.id ? <ShortId id={file.id} /> : '–'}</Td>
            <Td>
              {file.id ? (
                <DownloadButton
                  fileId={file.id}
                  label={`Download ${file.name.toLowerCase()}`}
                  fileName={file.fileName}
                  disabledReason={file.emptyReason}
                  growing={file.growing}
                  expectedLines={file.expectedLines}
                />
              ) : null}
            </Td>
          </Tr>
        ))}
      </TableBody>
    </Table>
  )
}
