import { Check, LoaderCircle, Pause, RotateCw, TriangleAlert } from 'lucide-react'
import { use, useEffect } from 'react'
import { Link } from 'react-router'
import { formatClock } from '~/lib/format'
import { paths } from '~/lib/paths'
import type { ResultsStatus, SyncPhase } from '~/results/status'
import { useAnnounce } from '~/ui/announcer'
import { Button, buttonClass } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { TimeZoneContext } from '~/ui/time'
import { isReading, spokenStatus, statusWords } from '../../shared/rows/status-words'
import { useTicks } from '../../shared/rows/use-ticks'

interface StatusLineProps {
  status: ResultsStatus
  /** When the server last answered, in Unix milliseconds, where it does not now. */
  silentSince: number | null
  resultsComeLater: boolean
  onRetry: () => void
}

/** The truth about the rows below: how many are read, whether more will come, and what is in the way. */
export function StatusLine({ status, silentSince, resultsComeLater, onRetry }: StatusLineProps) {
  const zone = use(TimeZoneContext)
  const isPaused = silentSince !== null && isReading(status)
  const now = useTicks(!isPaused && (status.phase.kind === 'live' || status.phase.kind === 'retrying'))
  const announce = useAnnounce()
  const { main, notes } = statusWords(
    status,
    resultsComeLater,
    Math.max(now, status.lastRowAt ?? 0),
    silentSince === null ? null : formatClock(silentSince / 1000, zone),
  )
  const spoken = spokenStatus(status)

  useEffect(() => {
    // The live region belongs to the whole page.
    announce(spoken, 'live')
  }, [announce, spoken])

  return (
    <div className="grid gap-2">
      {status.phase.kind === 'needs_key' || status.phase.kind === 'gone' || status.phase.kind === 'short' ? (
        <Trouble phase={status.phase} words={main} onRetry={onRetry} />
      ) : (
        <p className="flex items-baseline gap-2 text-sm tabular-nums">
          <PhaseIcon phase={status.phase} isPaused={isPaused} />
          <span>
            {main}
            {status.phase.kind === 'retrying' && !isPaused ? (
              <>
                {' '}
                <button
                  type="button"
                  onClick={onRetry}
                  className="font-medium text-accent underline underline-offset-4"
                >
                  Try now
                </button>
              </>
            ) : null}
          </span>
        </p>
      )}
      {notes.map((note) => (
        <p key={note} className="pl-5.5 text-sm text-ink-muted">
          {note}
        </p>
      ))}
    </div>
  )
}

function PhaseIcon({ phase, isPaused }: { phase: SyncPhase; isPaused: boolean }) {
  const shared = { 'aria-hidden': true, strokeWidth: 2 }
  if (isPaused) return <Pause {...shared} className="size-3.5 shrink-0 translate-y-0.5 text-warning" />
  switch (phase.kind) {
    case 'complete':
      return <Check {...shared} className="size-3.5 shrink-0 translate-y-0.5 text-success" />
    case 'retrying':
      return <TriangleAlert {...shared} className="size-3.5 shrink-0 translate-y-0.5 text-warning" />
    default:
      return (
        <LoaderCircle {...shared} className="size-3.5 shrink-0 translate-y-0.5 animate-spin text-accent" />
      )
  }
}

function Trouble({ phase, words, onRetry }: { phase: SyncPhase; words: string; onRetry: () => void }) {
  return (
    <Notice
      tone={phase.kind === 'needs_key' ? 'danger' : 'warning'}
      title={words}
      live="polite"
      actions={
        <>
          {phase.kind === 'needs_key' ? (
            <Link to={paths.settings()} className={buttonClass({ variant: 'primary', size: 'sm' })}>
              Open Settings
            </Link>
          ) : null}
          <Button size="sm" icon={RotateCw} onClick={onRetry}>
            Read again
          </Button>
        </>
      }
    >
      What has been read stays below.
    </Notice>
  )
}
