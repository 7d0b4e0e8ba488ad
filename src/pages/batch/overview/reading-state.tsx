import type { Batch } from '~/contract/batch'
import type { ResultsSession, SessionState } from '~/workers/results/session'
import { latePart } from '../../shared/rows/late-part'
import { StatusLine } from '../results/status-line'
import { useSilence } from '../use-silence'

const DeathNotice = latePart(
  'What became of the answers',
  async () => (await import('../../shared/rows/death-notice')).DeathNotice,
)

interface ReadingStateProps {
  session: ResultsSession
  state: SessionState
  batch: Batch
  /** When the server last answered with this batch, in Unix milliseconds. */
  answeredAt: number
}

/** How much of the answers the charts and figures below are made of. */
export function ReadingState({ session, state, batch, answeredAt }: ReadingStateProps) {
  const silentSince = useSilence({ batch, answeredAt })
  switch (state.kind) {
    case 'opening':
      return <p className="text-sm text-ink-muted">Opening the answers …</p>
    case 'died':
      return (
        <DeathNotice
          death={state}
          what="Reading the answers"
          kept="Charts and costs show what had been read by then."
          onAgain={() => session.restart()}
        />
      )
    case 'open':
      return (
        <StatusLine
          status={state.status}
          silentSince={silentSince}
          resultsComeLater={batch.output_file_id === null && batch.request_counts.completed > 0}
          onRetry={() => session.retry()}
        />
      )
  }
}
