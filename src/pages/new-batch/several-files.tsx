import { useMutation, useQueryClient } from '@tanstack/react-query'
import { FileUp } from 'lucide-react'
import { useNavigate } from 'react-router'
import { useConnection } from '~/api/connection-store'
import { fileKeys } from '~/api/files'
import { startUpload } from '~/api/uploads'
import { formatBytes, formatCount } from '~/lib/format'
import { paths } from '~/lib/paths'
import { Button } from '~/ui/button'

interface SeveralFilesProps {
  files: readonly File[]
  onFile: (file: File) => void
  onOtherFile: () => void
}

/** Several files were chosen at once: a batch takes one, so the person says which, or uploads them all. */
export function SeveralFiles({ files, onFile, onOtherFile }: SeveralFilesProps) {
  const connection = useConnection()
  const client = useQueryClient()
  const navigate = useNavigate()
  const uploadAll = useMutation({
    mutationFn: async () => {
      const uploads = files.map((file) => startUpload(connection, file).outcome)
      await navigate(paths.files())
      await Promise.all(uploads)
      await client.invalidateQueries({ queryKey: fileKeys.all(connection) })
    },
  })
  return (
    <div className="grid gap-4">
      <p>A batch runs one file. Which of these {formatCount(files.length)} comes first?</p>
      <ul className="border-t border-line">
        {files.map((file) => (
          <li
            key={`${file.name} ${file.lastModified} ${file.size}`}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2"
          >
            <span className="font-medium wrap-anywhere">{file.name}</span>
            <span className="text-sm text-ink-muted tabular-nums">{formatBytes(file.size)}</span>
            <Button
              size="sm"
              className="ml-auto"
              aria-label={`Check ${file.name}`}
              onClick={() => onFile(file)}
            >
              Check
            </Button>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-3">
        <Button icon={FileUp} busy={uploadAll.isPending} onClick={() => uploadAll.mutate()}>
          Upload all of them to Files
        </Button>
        <Button variant="quiet" onClick={onOtherFile}>
          Choose another file
        </Button>
      </div>
      <p className="text-sm text-ink-muted">
        Uploading starts no batch and costs nothing. Each file can be started from the list of files.
      </p>
    </div>
  )
}
