import { RotateCw, X } from 'lucide-react'
import { type Upload, cancelUpload, hurryUpload } from '~/api/uploads'
import { formatBytes, formatDuration, formatPercent } from '~/lib/format'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { ProgressBar } from '~/ui/progress-bar'
import { Countdown } from './countdown'
import { SettingsWayOut } from './settings-way-out'

interface UploadStatusProps {
  upload: Upload
  /** Whether it can be cancelled here by itself. */
  cancellable?: boolean
}

/** How an upload goes: bytes, speed, time left, and how to stop it. */
export function UploadStatus({ upload, cancellable = true }: UploadStatusProps) {
  const { file } = upload
  switch (upload.state) {
    case 'queued':
      return (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm text-ink-muted tabular-nums">
          <span>Waits for its turn · {formatBytes(file.size)}</span>
          {cancellable ? <CancelButton upload={upload} /> : null}
        </div>
      )
    case 'waiting':
      return (
        <div className="grid gap-2 text-sm text-ink-muted">
          <p role="status">{upload.error.message}</p>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2 tabular-nums">
            <Countdown until={upload.retryAt} />
            <span className="ml-auto flex flex-wrap gap-2">
              <Button size="sm" icon={RotateCw} onClick={() => hurryUpload(upload.id)}>
                Try now
              </Button>
              {cancellable ? <CancelButton upload={upload} /> : null}
            </span>
          </div>
        </div>
      )
    case 'uploading':
      return (
        <div className="grid gap-2">
          <ProgressBar
            total={file.size}
            completed={upload.sentBytes}
            failed={0}
            label={progressWords(upload)}
            active
          />
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm text-ink-muted tabular-nums">
            <span>{progressWords(upload)}</span>
            {cancellable ? <CancelButton upload={upload} /> : null}
          </div>
        </div>
      )
    case 'failed':
      return (
        <Notice
          tone="danger"
          title={`${file.name} is not uploaded`}
          details={upload.error.details}
          actions={<SettingsWayOut kind={upload.error.kind} />}
          live="assertive"
        >
          {upload.error.message} Your file is unchanged.
        </Notice>
      )
    case 'cancelled':
      return (
        <p role="status" className="text-sm text-ink-muted">
          {cancelledWords(file.name, upload.allBytesSent)}
        </p>
      )
    case 'done':
      return (
        <p role="status" className="text-sm text-ink-muted">
          {file.name} is uploaded ({formatBytes(file.size)}).
        </p>
      )
  }
}

/** What a cancelled upload has left behind. */
export function cancelledWords(fileName: string, allBytesSent: boolean): string {
  const left = allBytesSent
    ? 'All of it had been sent: the server may have kept it, then it stands under Files. No batch was started.'
    : 'Nothing was kept on the server, and no batch was started.'
  return `Upload of ${fileName} cancelled. ${left}`
}

function CancelButton({ upload }: { upload: Upload }) {
  return (
    <Button size="sm" icon={X} className="ml-auto" onClick={() => cancelUpload(upload.id)}>
      Cancel upload
    </Button>
  )
}

function progressWords({ sentBytes, file, bytesPerSecond }: Upload): string {
  // All bytes are out, but the answer is not there: the server is still writing.
  if (sentBytes >= file.size) return 'All bytes sent, waiting for the server'
  const parts = [
    `${formatBytes(sentBytes)} of ${formatBytes(file.size)} (${formatPercent(sentBytes, file.size)})`,
  ]
  if (bytesPerSecond) {
    parts.push(`${formatBytes(bytesPerSecond)}/s`)
    parts.push(`${formatDuration((file.size - sentBytes) / bytesPerSecond)} left`)
  }
  return parts.join(' · ')
}
