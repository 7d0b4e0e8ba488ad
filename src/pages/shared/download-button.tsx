import { Download, X } from 'lucide-react'
import { useConnection } from '~/api/connection-store'
import { cancelDownload, startDownload, useDownload } from '~/api/downloads'
import { formatBytes } from '~/lib/format'
import { Button, IconButton } from '~/ui/button'

interface DownloadButtonProps {
  fileId: string
  /** What the button says. */
  label: string
  /** The saved file's name without extension. */
  fileName: string
  /** Only an icon, for table rows. */
  compact?: boolean
  disabledReason?: string | undefined
}

/** Downloads a file with its progress shown in place; a cut connection is resumed where it broke. */
export function DownloadButton({
  fileId,
  label,
  fileName,
  compact = false,
  disabledReason,
}: DownloadButtonProps) {
  const connection = useConnection()
  const download = useDownload(fileId)
  const start = () => void startDownload(connection, fileId, fileName)
  if (download?.state === 'running') {
    return (
      <span className="inline-flex items-center gap-1 text-sm text-ink-muted tabular-nums" role="status">
        {formatBytes(download.receivedBytes)}
        <IconButton
          icon={X}
          label={`Stop: ${label}`}
          variant="quiet"
          size="sm"
          onClick={() => cancelDownload(fileId)}
        />
      </span>
    )
  }
  return (
    <span className="inline-flex flex-col items-start gap-1">
      {compact ? (
        <IconButton
          icon={Download}
          label={label}
          variant="quiet"
          size="sm"
          disabledReason={disabledReason}
          onClick={start}
        />
      ) : (
        <Button icon={Download} size="sm" disabledReason={disabledReason} onClick={start}>
          {label}
        </Button>
      )}
      {download?.state === 'failed' ? (
        <span role="alert" className="max-w-72 text-sm text-danger">
          Not saved. {download.error.message}
        </span>
      ) : null}
      {download?.state === 'saved' && !compact ? (
        <span role="status" className="text-sm text-ink-muted">
          Saved {formatBytes(download.bytes)}
          {download.incomplete ? ', partial: the batch still runs' : ''}
        </span>
      ) : null}
    </span>
  )
}
