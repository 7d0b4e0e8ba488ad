import { RotateCw } from 'lucide-react'
import { formatCount, formatQuantity } from '~/lib/format'
import { Button } from '~/ui/button'
import { CheckboxField } from '~/ui/field'
import { mergeWords } from '../attempts/merge-words'
import type { MergeChoice } from './use-merge-choice'

/** Asks whether rows that were tried again take the answer of the newest attempt that succeeded. */
export function MergeChoiceField({ choice }: { choice: MergeChoice }) {
  const { attempts, isMerging, choose, readAgain, state } = choice
  if (attempts.length === 0) return null
  const rows = attempts.reduce((sum, { request_counts }) => sum + request_counts.total, 0)
  return (
    <div className="grid gap-1.5">
      <CheckboxField
        label="With the rows tried again"
        hint={`Each row takes its newest answer that succeeded, from this batch or ${formatQuantity(attempts.length, 'later one')}.`}
        checked={isMerging}
        onChange={(event) => choose(event.target.checked)}
      />
      {state.kind === 'reading' ? (
        <p role="status" className="pl-6.5 text-sm text-ink-muted tabular-nums">
          {state.trouble ?? `Reading them: ${formatCount(state.rowsRead)} of ${formatCount(rows)}`}
        </p>
      ) : null}
      {state.kind === 'failed' ? (
        <div className="grid justify-items-start gap-2 pl-6.5">
          <p role="alert" className="text-sm text-danger">
            They could not be read. {state.message}
          </p>
          <Button size="sm" icon={RotateCw} onClick={readAgain}>
            Try again
          </Button>
        </div>
      ) : null}
      {state.kind === 'merged' ? (
        <p role="status" className="pl-6.5 text-sm text-ink-muted">
          {mergeWords(state.merged.counts).join(' ')}
        </p>
      ) : null}
    </div>
  )
}
