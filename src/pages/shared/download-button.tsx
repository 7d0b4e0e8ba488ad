import { Download, X } from 'lucide-react'
import { useConnection } from '~/api/connection-store'
import {
  cancelDownload,
  type EndedDownload,
  type FileOfMany,
  startDownload,
  startMergedDownload,
  useDownload,
} from '~/api/downloads'
import { formatBytes, formatCount, formatQuantity } from '~/lib/format'
import { useAnnounce } from '~/ui/announcer'
import { Button, IconButton } from '~/ui/button'
import { downloadInWorker } from '~/workers/download/client'

interface ButtonLook {
  /** What the button says. */
  label: string
  /** Only an icon, for table rows. */
  compact?: boolean
  disabledReason?: string | undefined
}

interface DownloadButtonProps extends ButtonLook {
  fileId: string
  /** The saved file's name without extension. */
  fileName: string
  /** Whether the file's batch still adds to it. */
  growing?: boolean
  /** The lines that the file holds by the counts of its ended batch; `null` where nobody knows. */
  expectedLines?: number | null
}

/**
 * Downloads a file with its progress shown beside the button, which stops it meanwhile; a cut connection is
 * resumed where it broke.
 */
export function DownloadButton({
  fileId,
  fileName,
  growing = false,
  expectedLines = null,
  ...look
}: DownloadButtonProps) {
  const connection = useConnection()
  return (
    <DownloadControl
      {...look}
      downloadId={fileId}
      onStart={() =>
        startDownload(downloadInWorker, connection, fileId, fileName, { growing, expectedLines })
      }
    />
  )
}

interface MergedDownloadButtonProps extends ButtonLook {
  /** What the download is known by. */
  downloadId: string
  /** The saved file's name without extension. */
  fileName: string
  files: readonly FileOfMany[]
}

/** Downloads several files of lines as one, as `DownloadButton` does it with one. */
export function MergedDownloadButton({ downloadId, fileName, files, ...look }: MergedDownloadButtonProps) {
  const connection = useConnection()
  return (
    <DownloadControl
      {...look}
      downloadId={downloadId}
      onStart={() => startMergedDownload(downloadInWorker, connection, downloadId, fileName, files)}
    />
  )
}

interface DownloadControlProps extends ButtonLook {
  downloadId: string
  onStart: () => Promise<EndedDownload | null>
}

function DownloadControl({
  downloadId,
  label,
  compact = false,
  disabledReason,
  onStart,
}: DownloadControlProps) {
  const announce = useAnnounce()
  const download = useDownload(downloadId)
  const running = download?.state === 'running'
  const start = async () => {
    announce(`${label}: started`)
    const outcome = await onStart()
    // A failure is an alert of its own.
    if (outcome?.state !== 'failed') announce(`${label}: ${outcome ? outcomeWords(outcome) : 'stopped'}`)
  }
  // One and the same button, so that whoever pressed it keeps the focus.
  const press = {
    size: 'sm',
    icon: running ? X : Download,
    disabledReason: running ? undefined : disabledReason,
    onClick: running ? () => cancelDownload(downloadId) : () => void start(),
  } as const
  const name = running ? `Stop: ${label}` : label
  return (
    <span className="inline-flex flex-col items-start gap-1">
      <span className="inline-flex items-center gap-2">
        {compact ? (
          <IconButton {...press} variant="quiet" label={name} />
        ) : (
          <Button {...press} aria-label={name}>
            {running ? 'Stop' : label}
          </Button>
        )}
        {running ? (
          <span className="text-sm text-ink-muted tabular-nums">{formatBytes(download.receivedBytes)}</span>
        ) : null}
      </span>
      {download?.state === 'failed' ? (
        <span role="alert" className="max-w-72 text-sm text-danger">
          {outcomeWords(download)}
        </span>
      ) : null}
      {download?.state === 'saved' && (!compact || download.extent.kind !== 'whole') ? (
        <span className="max-w-72 text-sm text-ink-muted">{outcomeWords(download)}</span>
      ) : null}
    </span>
  )
}

function outcomeWords(download: EndedDownload): string {
  if (download.state === 'failed') return `Not saved. ${download.error.message}`
  const saved = `Saved ${formatBytes(download.bytes)}`
  switch (download.extent.kind) {
    case 'whole':
      return saved
    case 'growing':
      return `${saved}, partial: there are rows to come`
    case 'short':
      return `${saved}, partial: the server gave ${formatCount(download.extent.lines)} of the ${formatQuantity(download.extent.expectedLines, 'line')} that the batch counts`
  }
}
