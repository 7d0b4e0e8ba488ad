import { RotateCw } from 'lucide-react'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { statusWords } from '../shared/rows/status-words'
import { useTicks } from '../shared/rows/use-ticks'
import { type ComparedSide, LETTERS } from './compared-batch'
import { SideLetter } from './side-letter'

/** What is true of the rows of one side, where that is not simply that all are here. */
export function SideStatus({ side }: { side: ComparedSide }) {
  const { status, batch, session } = side
  const { phase } = status
  const now = useTicks(phase.kind === 'live' || phase.kind === 'retrying')
  const resultsComeLater = batch.output_file_id === null && batch.request_counts.completed > 0
  const { main, notes } = statusWords(status, resultsComeLater, Math.max(now, status.lastRowAt ?? 0))
  if (phase.kind === 'needs_key' || phase.kind === 'gone' || phase.kind === 'short') {
    return (
      <Notice
        tone={phase.kind === 'needs_key' ? 'danger' : 'warning'}
        title={`${LETTERS[side.side]}: ${main}`}
        live="polite"
        actions={
          <Button size="sm" icon={RotateCw} onClick={() => session.retry()}>
            Read again
          </Button>
        }
      >
        {['What has been read is compared below.', ...notes].join(' ')}
      </Notice>
    )
  }
  if (phase.kind === 'complete' && notes.length === 0) return null
  return (
    <p className="flex items-start gap-2 text-sm tabular-nums">
      <SideLetter side={side.side} />
      <span>
        {[...(phase.kind === 'complete' ? [] : [main]), ...notes].join(' ')}
        {phase.kind === 'retrying' ? (
          <>
            {' '}
            <button
              type="button"
              onClick={() => session.retry()}
              className="font-medium text-accent underline underline-offset-4"
            >
              Try now
            </button>
          </>
        ) : null}
      </span>
    </p>
  )
}
