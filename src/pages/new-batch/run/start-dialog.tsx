import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { batchQuery } from '~/api/batches'
import { useConnection } from '~/api/connection-store'
import { badgeOf } from '~/domain/batch-state'
import { formatLikely } from '~/domain/estimate/estimate-words'
import type { StartedBatch } from '~/domain/estimate/history'
import { formatUsd, parseUsd } from '~/domain/money'
import { formatQuantity } from '~/lib/format'
import { paths } from '~/lib/paths'
import { useNow } from '~/lib/use-now'
import { ConfirmDialog } from '~/ui/confirm-dialog'
import { RelativeTime } from '~/ui/time'
import type { StartQuestion } from './start-questions'

interface StartDialogProps {
  /** Reasons to ask; none keeps the dialog closed. */
  questions: readonly StartQuestion[]
  onClose: () => void
  onStart: () => Promise<void>
}

/** Asks before a start that costs more than was allowed, or that was made before. */
export function StartDialog({ questions, onClose, onStart }: StartDialogProps) {
  const [first] = questions
  return (
    <ConfirmDialog
      open={questions.length > 0}
      onClose={onClose}
      title={first?.kind === 'same_file' ? 'Start the same file again?' : 'Start above your budget?'}
      confirmLabel="Start anyway"
      dismissLabel="Do not start"
      onConfirm={onStart}
    >
      <div className="grid gap-3">
        {questions.map((question) => (
          <Question key={question.kind} question={question} />
        ))}
      </div>
    </ConfirmDialog>
  )
}

function Question({ question }: { question: StartQuestion }) {
  switch (question.kind) {
    case 'over_budget':
      return (
        <p>
          This batch may cost up to <strong className="text-ink">{formatUsd(question.cost.high)}</strong>,
          likely {formatLikely(question.cost)}. You asked to be warned above{' '}
          {formatUsd(parseUsd(question.budgetUsd))}.
        </p>
      )
    case 'unknown_price':
      return (
        <p>
          No price is known for {question.models.join(', ')}, so nobody can say here whether the batch stays
          below the {formatUsd(parseUsd(question.budgetUsd))} above which you asked to be warned.
        </p>
      )
    case 'same_file':
      return <SameFile question={question} />
  }
}

function SameFile({
  question: { batch, others, isOfContent, trialRows },
}: {
  question: Extract<StartQuestion, { kind: 'same_file' }>
}) {
  const connection = useConnection()
  const isHere = batch.connectionId === connection.id
  return (
    <>
      <p>
        You started this file <RelativeTime seconds={batch.startedAt} /> as{' '}
        {isHere ? (
          <Link to={paths.batch(batch.batchId)} className="text-accent underline underline-offset-4">
            {batch.title}
          </Link>
        ) : (
          `“${batch.title}” on another connection`
        )}
        {isHere ? <StateNow batch={batch} /> : null}.
        {others > 0 ? ` It was ${formatQuantity(others, 'other time', 'other times')} before.` : ''}{' '}
        {trialRows > 0
          ? `The ${formatQuantity(trialRows, 'row')} that you try are charged again.`
          : 'Every row is charged again.'}
      </p>
      {isOfContent ? null : (
        <p className="text-sm">
          Compared by name, size and date: this page may not read hashes without https.
        </p>
      )}
    </>
  )
}

/** What has become of the earlier batch. */
function StateNow({ batch }: { batch: StartedBatch }) {
  const now = useNow()
  const query = useQuery(batchQuery(useConnection(), batch.batchId))
  if (query.data) return ` (${badgeOf(query.data, now).label.toLowerCase()})`
  return batch.end ? ` (${batch.end.status})` : ''
}
