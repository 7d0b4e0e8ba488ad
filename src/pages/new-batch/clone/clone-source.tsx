import { Copy } from 'lucide-react'
import { Link } from 'react-router'
import type { Batch } from '~/contract/batch'
import { CLONE_ROWS, CLONE_ROWS_FACTS, type CloneRows } from '~/domain/attempts/clone-rows'
import { ERROR_KIND_FACTS, errorKindNamed } from '~/domain/results/error-cause'
import { formatCount } from '~/lib/format'
import { paths } from '~/lib/paths'
import { buttonClass } from '~/ui/button'
import { ChoiceCards } from '~/ui/choice'

interface CloneSourceProps {
  batch: Batch
  title: string
  /** Rows of each choice, `null` where nobody knows yet. */
  counts: Readonly<Record<CloneRows, number | null>>
  rows: CloneRows
  /** Key of the cause that failed rows have; empty for any. */
  cause: string
  /** Index of the only failed row that is meant; `null` for all of them. */
  row: number | null
  onRows: (rows: CloneRows) => void
}

/** Which batch is run again, and which of its rows. */
export function CloneSource({ batch, title, counts, rows, cause, row, onRows }: CloneSourceProps) {
  const offered = CLONE_ROWS.filter((choice) => choice === 'all' || choice === rows || counts[choice] !== 0)
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Copy aria-hidden size={20} className="shrink-0 text-ink-muted" strokeWidth={1.75} />
        <span className="min-w-0 wrap-anywhere">
          Rows of{' '}
          <Link to={paths.batch(batch.id)} className="font-medium">
            {title}
          </Link>
        </span>
        <Link to={paths.newBatch()} className={`${buttonClass({ size: 'sm' })} ml-auto`}>
          Choose another source
        </Link>
      </div>
      {offered.length > 1 ? (
        <ChoiceCards
          legend="Which rows?"
          value={rows}
          onValueChange={onRows}
          options={offered.map((choice) =>
            choice === 'failed' && (cause !== '' || row !== null)
              ? { value: choice, ...alikeWords(cause, row) }
              : {
                  value: choice,
                  title: CLONE_ROWS_FACTS[choice].title,
                  description: CLONE_ROWS_FACTS[choice].meaning,
                  aside: countWords(counts[choice]),
                },
          )}
        />
      ) : null}
    </div>
  )
}

function alikeWords(cause: string, row: number | null): { title: string; description: string } {
  const kind = errorKindNamed(cause.split('.')[0] ?? '')
  const reason = kind === null ? '' : `: ${ERROR_KIND_FACTS[kind].label.toLowerCase()}`
  if (row !== null)
    return { title: `Row ${formatCount(row + 1)}`, description: `Only this one, which failed${reason}.` }
  return { title: 'Rows that failed alike', description: `Only those of one reason${reason}.` }
}

function countWords(count: number | null): string | null {
  return count === null ? null : formatCount(count)
}
