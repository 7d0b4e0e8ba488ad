import { useQueryClient } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { Link, useLocation } from 'react-router'
import { useConnection } from '~/api/connection-store'
import { fileKeys } from '~/api/files'
import { dismissLaunch, type Launch, launchDone, launchEnded, launchTitle, useLaunches } from '~/api/launches'
import { dismissUpload, repeatUpload, type Upload, uploadEnded, useUploads } from '~/api/uploads'
import type { StoredFile } from '~/contract/file'
import { paths } from '~/lib/paths'
import { Button, buttonClass } from '~/ui/button'
import { LaunchStatus } from './launch-status'
import { UploadStatus } from './upload-status'

/** The uploads and launches that go on while the person is elsewhere, at the edge of every page. */
export function UploadTray() {
  const { pathname } = useLocation()
  const launches = useLaunches().filter(({ shownByPage }) => !shownByPage)
  const allUploads = useUploads()
  // The list of files has them all.
  const uploads = pathname === paths.files() ? [] : allUploads
  if (launches.length + uploads.length === 0) return null
  return (
    <aside
      aria-label="Uploads"
      className="fixed right-4 bottom-4 z-20 grid max-h-[60dvh] w-[min(26rem,calc(100vw-2rem))] gap-4 overflow-y-auto rounded-lg border border-line bg-raised p-4 shadow-float max-lg:bottom-20"
    >
      {launches.length > 0 ? <LaunchList launches={launches} /> : null}
      {uploads.length > 0 ? <UploadList uploads={uploads} /> : null}
    </aside>
  )
}

function LaunchList({ launches }: { launches: readonly Launch[] }) {
  return (
    <ul className="grid gap-4">
      {launches.map((launch) => (
        <li key={launch.id} className="grid gap-2">
          <span className="font-medium wrap-anywhere">{launchTitle(launch)}</span>
          <LaunchStatus launch={launch} repeatable />
          <span className="flex flex-wrap items-center gap-2 empty:hidden">
            <StartedLink launch={launch} />
            {launchEnded(launch) ? (
              <Button size="sm" onClick={() => dismissLaunch(launch.id)}>
                Dismiss
              </Button>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Leads to what a launch has started, while the console still talks to the server that runs it. */
function StartedLink({ launch }: { launch: Launch }) {
  const connection = useConnection()
  const started = launch.parts.find((part) => part.state === 'started')
  if (started?.state !== 'started') return null
  if (connection.id !== launch.order.connection.id) {
    return <OtherConnection name={launch.order.connection.name} />
  }
  return (
    <Link
      to={started.job ? paths.job(started.job.jobId) : paths.batch(started.batch.id)}
      className={buttonClass({ variant: 'primary', size: 'sm' })}
      onClick={() => {
        if (launchDone(launch)) dismissLaunch(launch.id)
      }}
    >
      {started.job ? 'Open the job' : 'Open the batch'}
    </Link>
  )
}

function OtherConnection({ name }: { name: string }) {
  return <span className="text-sm text-ink-muted">It belongs to another connection: {name}.</span>
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
    return <OtherConnection name={upload.connection.name} />
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
