import { Pencil, X } from 'lucide-react'
import type { StoredFile } from '~/contract/file'
import { formatBytes, formatPercent } from '~/lib/format'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { SettingsWayOut } from '../shared/settings-way-out'
import type { useFetchedFile } from './use-fetched-file'

interface ChangeRequestsProps {
  file: StoredFile
  reading: ReturnType<typeof useFetchedFile>
  /** Why they must stay as they are now. */
  disabledReason: string | undefined
}

/** The way to change, preview, try or split what is on the server: its requests are read into this page first. */
export function ChangeRequests({ file, reading, disabledReason }: ChangeRequestsProps) {
  const { fetched, fetchFile, stop } = reading
  if (fetched.kind === 'fetching') {
    return (
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <span className="tabular-nums">
          Reading the requests, {formatPercent(fetched.receivedBytes, file.bytes)} of{' '}
          {formatBytes(file.bytes)}
        </span>
        <Button size="sm" icon={X} onClick={stop}>
          Stop
        </Button>
      </div>
    )
  }
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button
          icon={Pencil}
          disabledReason={disabledReason}
          aria-describedby="change-requests-hint"
          onClick={fetchFile}
        >
          Change the requests
        </Button>
        <span id="change-requests-hint" className="text-sm text-ink-muted">
          Another model or parameters, fixes, a look at each, a few rows first. Reads{' '}
          {formatBytes(file.bytes)}.
        </span>
      </div>
      {fetched.kind === 'failed' ? (
        <Notice
          tone="danger"
          title="The requests could not be read"
          details={fetched.error.details}
          actions={<SettingsWayOut kind={fetched.error.kind} />}
          live="assertive"
        >
          {fetched.error.message}
        </Notice>
      ) : null}
    </div>
  )
}
