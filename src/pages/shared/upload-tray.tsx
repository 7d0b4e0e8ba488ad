import { useQueryClient } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { Link, useLocation } from 'react-router'
import { useConnection } from '~/api/connection-store'
import { fileKeys } from '~/api/files'
import { dismissUpload, repeatUpload, type Upload, uploadEnded, useUploads } from '~/api/uploads'
import type { StoredFile } from '~/contract/file'
import { paths } from '~/lib/paths'
import { Button, buttonClass } from '~/ui/button'
import { UploadStatus } from './upload-status'

/** The uploads that go on while the person is elsewhere, at the edge of every page. */
export function UploadTray() {
  const uploads = useUploads().filter(({ shownByPage }) => !shownByPage)
  const { pathname } = useLocation()
  // The list of files has them all.
  if (uploads.length === 0 || pathname === paths.files()) return null
  return (
    <aside
      aria-label="Uploads"
      className="fixed right-4 bottom-4 z-20 w-[min(26rem,calc(100vw-2rem))] rounded-lg border border-line bg-raised p-4 shadow-float max-lg:bottom-20"
    >
      <UploadList uploads={uploads} />
    </aside>
  )
}

/** Every upload with what can be done about it. */
export function UploadList({ uploads }: { uploads: readonly Upload[] }) {
  return (
    <ul className="grid gap-4">
      {uploads.map((upload) => (
        <li key={upload.id} className="grid gap-2">
          <span className="font-medium wrap-anywhere">{upload.file.name}</span>
          <UploadStatus upload={upload} />
          {uploadEnded(upload) ? (
            <span className="flex gap-2">
              {upload.state === 'done' ? <StartBatchLink upload={upload} stored={upload.stored} /> : null}
              {upload.state === 'failed' || upload.state === 'cancelled' ? (
                <UploadAgainButton upload={upload} />
              ) : null}
              <Button size="sm" onClick={() => dismissUpload(upload.id)}>
                Dismiss
              </Button>
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

/** Leads to a new batch, while the console still talks to the server that has the file. */
function StartBatchLink({ upload, stored }: { upload: Upload; stored: StoredFile }) {
  const connection = useConnection()
  if (connection.id !== upload.connection.id) {
    return (
      <span className="text-sm text-ink-muted">
        It belongs to another connection: {upload.connection.name}.
      </span>
    )
  }
  return (
    <Link
      to={paths.newBatch(stored.id)}
      className={buttonClass({ variant: 'primary', size: 'sm' })}
      onClick={() => dismissUpload(upload.id)}
    >
      Start a batch with it
    </Link>
  )
}

function UploadAgainButton({ upload }: { upload: Upload }) {
  const client = useQueryClient()
  const repeat = async () => {
    await repeatUpload(upload)
    await client.invalidateQueries({ queryKey: fileKeys.all(upload.connection) })
  }
  return (
    <Button size="sm" icon={RotateCw} onClick={() => void repeat()}>
      Upload again
    </Button>
  )
}
