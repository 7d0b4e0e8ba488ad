import { RotateCw } from 'lucide-react'
import type { Batch } from '~/contract/batch'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'
import type { ResultsSession, SessionState } from '~/workers/results/session'
import { StatusLine } from '../results/status-line'

interface ReadingStateProps {
  session: ResultsSession
  state: SessionState
  batch: Batch
}

/** How much of the answers the charts and figures below are made of. */
export function ReadingState({ session, state, batch }: ReadingStateProps) {
  switch (state.kind) {
    case 'opening':
      return <p className="text-sm text-ink-muted">Opening the answers …</p>
    case 'died':
      return (
        <Notice
          tone="danger"
          title="Reading the answers stopped unexpectedly."
          details={state.message}
          live="assertive"
          actions={
            <Button size="sm" icon={RotateCw} onClick={() => session.restart()}>
              Read again
            </Button>
          }
        >
          Charts and costs show what had been read by then.
        </Notice>
      )
    case 'open':
      return (
        <StatusLine
          status={state.status}
          resultsComeLater={batch.output_file_id === null && batch.request_counts.completed > 0}
          onRetry={() => session.retry()}
        />
      )
  }
}
