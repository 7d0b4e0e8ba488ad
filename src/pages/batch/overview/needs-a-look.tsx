import { Link } from 'react-router'
import type { Batch } from '~/contract/batch'
import { OUTCOME_FACTS, SPOILT, spoiltRows } from '~/domain/results/outcome'
import { formatCount, formatQuantity } from '~/lib/format'
import { paths } from '~/lib/paths'
import type { ResultsStatus } from '~/results/status'

interface NeedsALookProps {
  batch: Batch
  outcomes: ResultsStatus['outcomes']
  /** Answers are still being read or still to come. */
  isSoFar: boolean
}

/** Answers that count as completed and yet cannot be used as they are; each kind leads to its rows. */
export function NeedsALook({ batch, outcomes, isSoFar }: NeedsALookProps) {
  const rows = spoiltRows(outcomes)
  return (
    <p className="text-sm text-ink-muted tabular-nums">
      <span className="text-warning">
        {formatQuantity(rows, 'answer')} {rows === 1 ? 'needs' : 'need'} a look
      </span>
      {isSoFar ? ' so far' : ''}:{' '}
      {SPOILT.filter((outcome) => outcomes[outcome] > 0).map((outcome, index) => (
        <span key={outcome}>
          {index > 0 ? ', ' : ''}
          <Link
            to={`${paths.batch(batch.id, 'results')}?outcome=${outcome}`}
            className="text-ink underline decoration-1 underline-offset-4"
          >
            {formatCount(outcomes[outcome])} {inSentence(OUTCOME_FACTS[outcome].label)}
          </Link>
        </span>
      ))}
    </p>
  )
}

/** A label within a sentence; "JSON" stays as it is. */
function inSentence(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1)
}
