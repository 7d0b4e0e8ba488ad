import type { Batch } from '~/contract/batch'
import type { ResultsSession, SessionState } from '~/workers/results/session'
import { latePart } from '../../shared/rows/late-part'
import { StatusLine } from '../results/status-line'

const ReadingDied = latePart(
  'What became of the answers',
  async () => (await import('./reading-died')).ReadingDied,
)

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
      return <ReadingDied death={state} onReadAgain={() => session.restart()} />
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
