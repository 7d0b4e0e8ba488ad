import { RotateCw, X } from 'lucide-react'
import { useRef } from 'react'
import {
  cancelLaunch,
  hurryLaunch,
  type Launch,
  type LaunchedPart,
  launchEnded,
  resumeLaunch,
} from '~/api/launches'
import { useConnection } from '~/api/connection-store'
import { useUpload } from '~/api/uploads'
import { formatQuantity } from '~/lib/format'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { Countdown } from './countdown'
import { KeyEntry } from './key-entry'
import { partName } from './part-name'
import { SettingsWayOut } from './settings-way-out'
import { cancelledWords, UploadStatus } from './upload-status'

interface LaunchStatusProps {
  launch: Launch
  /** Offers to try again here; left out where the page's own button does. */
  repeatable?: boolean
  /** Goes on with what stopped; left out where nobody is to be led to the batch. */
  onResume?: () => void
}

/** How a launch goes: each file on its way, each batch that has started, and what did not work. */
export function LaunchStatus({ launch, repeatable = false, onResume }: LaunchStatusProps) {
  const region = useRef<HTMLDivElement>(null)
  const resume = () => {
    // What was pressed goes away.
    region.current?.focus()
    if (onResume) onResume()
    else void resumeLaunch(launch.id)
  }
  const several = launch.parts.length > 1
  const stuck = launch.parts.some(({ state }) => state === 'failed' || state === 'cancelled')
  const stoppable = several && !launchEnded(launch)
  return (
    <div ref={region} tabIndex={-1} className="grid gap-3 outline-none">
      <ul className="grid gap-3">
        {launch.parts.map((part, index) => (
          <li key={part.job?.part ?? index} className="grid gap-1">
            {several ? <span className="text-sm font-medium">{partWords(part)}</span> : null}
            <PartStatus launch={launch} part={part} several={several} onResume={resume} />
          </li>
        ))}
      </ul>
      {stoppable || (stuck && repeatable) ? (
        <span className="flex flex-wrap gap-2">
          {stuck && repeatable ? (
            <Button size="sm" icon={RotateCw} onClick={resume}>
              Try again
            </Button>
          ) : null}
          {stoppable ? (
            <Button size="sm" icon={X} onClick={() => cancelLaunch(launch.id)}>
              Stop sending
            </Button>
          ) : null}
        </span>
      ) : null}
    </div>
  )
}

interface PartStatusProps {
  launch: Launch
  part: LaunchedPart
  several: boolean
  onResume: () => void
}

function PartStatus({ launch, part, several, onResume }: PartStatusProps) {
  const quiet = 'text-sm text-ink-muted'
  switch (part.state) {
    case 'uploading':
      return <PartUpload uploadId={part.uploadId} several={several} />
    case 'starting':
      return <p className={quiet}>The file is there. Starting the batch.</p>
    case 'waiting':
      return (
        <div className={`grid gap-2 ${quiet}`}>
          <p role="status">{part.error.message} The file is there, the batch did not start yet.</p>
          <span className="flex flex-wrap items-center gap-x-4 gap-y-2 tabular-nums">
            <Countdown until={part.retryAt} />
            <Button size="sm" icon={RotateCw} className="ml-auto" onClick={() => hurryLaunch(launch.id)}>
              Try now
            </Button>
            {several ? null : (
              <Button size="sm" icon={X} onClick={() => cancelLaunch(launch.id)}>
                Do not start it
              </Button>
            )}
          </span>
        </div>
      )
    case 'started':
      return (
        <p role="status" className={quiet}>
          The batch has started.
        </p>
      )
    case 'uploaded':
      return <p className={quiet}>On the server, ready to be started later.</p>
    case 'failed':
      return <PartFailure launch={launch} part={part} onResume={onResume} />
    case 'cancelled':
      return (
        <p role="status" className={quiet}>
          {part.stored
            ? `${part.stored.filename} stays on the server, under Files. No batch was started with it.`
            : cancelledWords(nameOf(part), part.allBytesSent)}
        </p>
      )
  }
}

function PartUpload({ uploadId, several }: { uploadId: number; several: boolean }) {
  const upload = useUpload(uploadId)
  return upload ? <UploadStatus upload={upload} cancellable={!several} /> : null
}

interface PartFailureProps {
  launch: Launch
  part: Extract<LaunchedPart, { state: 'failed' }>
  onResume: () => void
}

function PartFailure({ launch, part, onResume }: PartFailureProps) {
  const isOfServerInUse = useConnection().baseUrl === launch.order.connection.baseUrl
  const { source, stored, error } = part
  const asksForKey = error.kind === 'unauthorized' && isOfServerInUse
  const wayOut = asksForKey ? <KeyEntry onKey={onResume} /> : <SettingsWayOut kind={error.kind} />
  // The error's own words send the person to the settings.
  const words = asksForKey ? 'The server does not accept the API key in use.' : error.message
  if (source.kind === 'stored') {
    return (
      <Notice
        tone="danger"
        title="The batch did not start"
        details={error.details}
        actions={wayOut}
        live="assertive"
      >
        {words} The file stays where it is.
      </Notice>
    )
  }
  return (
    <Notice
      tone="danger"
      title={stored ? 'The file is uploaded, but the batch did not start' : `${nameOf(part)} is not uploaded`}
      details={error.details}
      actions={wayOut}
      live="assertive"
    >
      {words} {stored ? 'Try again: the file is not sent a second time.' : 'Your file is unchanged.'}
    </Notice>
  )
}

function nameOf({ source }: LaunchedPart): string {
  return source.kind === 'local' ? source.file.name : source.file.filename
}

/** What a part is: "Part 2 of 3 · 40,000 rows". */
function partWords({ job, requests }: LaunchedPart): string {
  const name = job ? partName(job) : 'File'
  return requests === null ? name : `${name} · ${formatQuantity(requests, 'row')}`
}
