import { ArrowRight } from 'lucide-react'
import { Link } from 'react-router'
import type { Batch } from '~/contract/batch'
import { hasEnded } from '~/domain/batch-state'
import { OUTCOME_FACTS } from '~/domain/results/outcome'
import { formatCount } from '~/lib/format'
import { paths } from '~/lib/paths'
import type { RowSummary } from '~/results/row-reader'
import { SkeletonRows } from '~/ui/skeleton'
import { OutcomeMark } from '../../shared/rows/outcome-mark'

/** The rows that arrived last, each one line that leads to the whole row. */
export function NewestAnswers({ batch, rows }: { batch: Batch; rows: readonly RowSummary[] | null }) {
  return (
    <section aria-labelledby="newest" className="grid min-w-0 grid-cols-1 content-start gap-2">
      <h3 id="newest" className="text-base font-semibold">
        {hasEnded(batch) ? 'Last answers' : 'Newest answers'}
      </h3>
      {rows === null ? <SkeletonRows rows={3} label="Reading the newest answers" /> : null}
      {rows?.length === 0 ? (
        <p className="border-y border-line py-6 text-ink-muted">
          {hasEnded(batch) ? 'There are none.' : 'Each answer shows here as soon as it arrives.'}
        </p>
      ) : null}
      {rows !== null && rows.length > 0 ? (
        <>
          <ol className="border-t border-line-strong">
            {rows.map((row) => (
              <li key={row.row} className="relative border-b border-line py-2 hover:bg-sunken">
                <p className="flex items-baseline gap-2 text-sm text-ink-muted">
                  <span className="translate-y-0.5">
                    <OutcomeMark outcome={row.outcome} />
                  </span>
                  <Link
                    to={paths.row(batch.id, row.row)}
                    className="min-w-0 truncate font-mono text-xs text-ink after:absolute after:inset-0"
                  >
                    {row.customId || `Row ${formatCount(row.row + 1)}`}
                  </Link>
                  <span className="ml-auto shrink-0 tabular-nums">Row {formatCount(row.row + 1)}</span>
                </p>
                <p className="truncate" title={row.answer}>
                  {row.answer || OUTCOME_FACTS[row.outcome].meaning}
                </p>
              </li>
            ))}
          </ol>
          <Link
            to={paths.batch(batch.id, 'results')}
            className="inline-flex w-fit items-center gap-1.5 text-sm font-medium"
          >
            {hasEnded(batch) ? 'Read the answers' : 'Read the answers that are there'}
            <ArrowRight aria-hidden size={16} />
          </Link>
        </>
      ) : null}
    </section>
  )
}
