import { X } from 'lucide-react'
import type { StoredFile } from '~/contract/file'
import type { FileRequests } from '~/domain/file-requests'
import { formatBytes, formatCount, formatPercent } from '~/lib/format'
import { Button, IconButton } from '~/ui/button'
import { useFileCount } from './use-file-count'

/** How many requests a file holds; where nobody has counted, the act that does. */
export function RequestsCell({ file, requests }: { file: StoredFile; requests: FileRequests }) {
  switch (requests.kind) {
    case 'known':
      return (
        <>
          {formatCount(requests.requests)}
          {requests.isGrowing ? <span className="block text-xs text-ink-muted">so far</span> : null}
        </>
      )
    case 'uncounted':
      return <Uncounted file={file} />
    case 'unknown':
      return (
        <span title={requests.why} className="text-ink-muted">
          <span aria-hidden className="hidden @min-[45rem]:inline">
            –
          </span>
          <span className="@min-[45rem]:sr-only">{requests.why}</span>
        </span>
      )
  }
}

function Uncounted({ file }: { file: StoredFile }) {
  const counting = useFileCount(file)
  const reads = `reads ${formatBytes(file.bytes)}`
  if (counting.state === 'counting') {
    return (
      <span className="inline-flex items-center gap-1">
        <span role="status" className="text-ink-muted">
          {formatPercent(counting.readBytes, file.bytes)} read
        </span>
        <IconButton
          icon={X}
          label={`Stop counting ${file.filename}`}
          variant="quiet"
          size="sm"
          onClick={counting.stop}
        />
      </span>
    )
  }
  return (
    <>
      {counting.state === 'failed' ? (
        <span role="alert" className="block text-xs whitespace-normal text-danger">
          {counting.message}
        </span>
      ) : null}
      <Button
        size="sm"
        aria-label={`Count the requests of ${file.filename}: ${reads}`}
        title={`Nobody has counted them yet. Counting ${reads}.`}
        onClick={counting.count}
      >
        Count
      </Button>
    </>
  )
}
