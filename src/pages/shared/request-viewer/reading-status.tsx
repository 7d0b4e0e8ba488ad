import { LoaderCircle, RotateCw, TriangleAlert } from 'lucide-react'
import { Link } from 'react-router'
import { paths } from '~/lib/paths'
import { Button, buttonClass } from '~/ui/button'
import { Notice } from '~/ui/notice'
import type { LinesStatus, ReadingPhase } from '~/workers/lines/messages'
import type { LinesSession } from '~/workers/lines/session'
import type { FileHolds } from './line-list'
import { readingWords } from './reading-words'

interface ReadingStatusProps {
  session: LinesSession
  status: LinesStatus
  holds: FileHolds
}

/** How much of the file is read, and what is in the way. */
export function ReadingStatus({ session, status, holds }: ReadingStatusProps) {
  const words = readingWords(status, holds)
  if (status.phase.kind === 'failed') {
    return <Trouble phase={status.phase} words={words} onRetry={() => session.retry()} />
  }
  return (
    <p className="flex items-baseline gap-2 text-sm text-ink-muted tabular-nums">
      {status.phase.kind === 'reading' ? (
        <LoaderCircle
          aria-hidden
          className="size-3.5 shrink-0 translate-y-0.5 animate-spin text-accent"
          strokeWidth={2}
        />
      ) : null}
      {status.phase.kind === 'retrying' ? (
        <TriangleAlert
          aria-hidden
          className="size-3.5 shrink-0 translate-y-0.5 text-warning"
          strokeWidth={2}
        />
      ) : null}
      {words}
      {/* A batch that runs adds to its files. */}
      {status.phase.kind === 'complete' && holds === 'results' ? (
        <button
          type="button"
          onClick={() => session.restart()}
          className="font-medium text-accent underline underline-offset-4"
        >
          Read again
        </button>
      ) : null}
    </p>
  )
}

interface TroubleProps {
  phase: Extract<ReadingPhase, { kind: 'failed' }>
  words: string
  onRetry: () => void
}

const TITLES = {
  gone: 'This file is not there any more',
  needs_key: 'The server does not let this key read the file',
  unreadable: 'The file could not be read to its end',
  moved: 'The browser cannot read the file any more',
} satisfies Record<TroubleProps['phase']['reason'], string>

function Trouble({ phase, words, onRetry }: TroubleProps) {
  return (
    <Notice
      tone={phase.reason === 'unreadable' ? 'warning' : 'danger'}
      title={TITLES[phase.reason]}
      live="polite"
      actions={
        <>
          {phase.reason === 'needs_key' ? (
            <Link to={paths.settings()} className={buttonClass({ variant: 'primary', size: 'sm' })}>
              Open Settings
            </Link>
          ) : null}
          {phase.reason === 'moved' ? null : (
            <Button size="sm" icon={RotateCw} onClick={onRetry}>
              Try again
            </Button>
          )}
        </>
      }
    >
      {phase.message} {words}
    </Notice>
  )
}
