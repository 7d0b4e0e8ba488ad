import { Link, useLocation } from 'react-router'
import { dismissUpload, type Upload, useUploads } from '~/api/uploads'
import { paths } from '~/lib/paths'
import { Button, buttonClass } from '~/ui/button'
import { UploadStatus } from './upload-status'

/** Pages that show their uploads themselves. */
const PAGES_WITH_UPLOADS: ReadonlySet<string> = new Set([paths.newBatch(), paths.files()])

/** The uploads that go on while the person is elsewhere, at the edge of every page. */
export function UploadTray() {
  const uploads = useUploads()
  const { pathname } = useLocation()
  if (uploads.length === 0 || PAGES_WITH_UPLOADS.has(pathname)) return null
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
          {upload.state === 'uploading' ? null : (
            <span className="flex gap-2">
              {upload.state === 'done' ? (
                <Link
                  to={paths.newBatch(upload.stored.id)}
                  className={buttonClass({ variant: 'primary', size: 'sm' })}
                  onClick={() => dismissUpload(upload.id)}
                >
                  Start a batch with it
                </Link>
              ) : null}
              <Button size="sm" onClick={() => dismissUpload(upload.id)}>
                Dismiss
              </Button>
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
