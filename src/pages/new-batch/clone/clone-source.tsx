import { Copy } from 'lucide-react'
import { Link } from 'react-router'
import type { Batch } from '~/contract/batch'
import { CLONE_ROWS, CLONE_ROWS_FACTS, type CloneRows } from '~/domain/attempts/clone-rows'
import type { RerunOutcome } from '~/domain/attempts/rerun'
import { ERROR_KIND_FACTS, errorKindNamed } from '~/domain/results/error-cause'
import { formatCount } from '~/lib/format'
import { paths } from '~/lib/paths'
import { buttonClass } from '~/ui/button'
import { ChoiceCards } from '~/ui/choice'

/** Whether the answers that cannot be used are known, are being looked for, or would have to be. */
export type SpoiltState = { kind: 'known' } | { kind: 'reading'; words: string } | { kind: 'unread' }

interface CloneSourceProps {
  batch: Batch
  title: string
  /** Rows of each choice, `null` where nobody knows yet. */
  counts: Readonly<Record<CloneRows, number | null>>
  rows: CloneRows
  /** Key of the cause that failed rows have; empty for any. */
  cause: string
  /** Index of the only row of the choice that is meant; `null` for all of them. */
  row: number | null
  spoilt: SpoiltState
  onLook: () => void
  onRows: (rows: CloneRows) => void
}

/** Which batch is run again, and which of its rows. */
export function CloneSource({
  batch,
  title,
  counts,
  rows,
  cause,
  row,
  spoilt,
  onLook,
  onRows,
}: CloneSourceProps) {
  const offered = CLONE_ROWS.filter(
    (choice) => choice === 'all' || choice === rows || (counts[choice] ?? 0) > 0,
  )
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
            choice === rows && isPart(choice, cause, row)
              ? { value: choice, ...alikeWords(choice, cause, row) }
              : {
                  value: choice,
                  title: CLONE_ROWS_FACTS[choice].title,
                  description: CLONE_ROWS_FACTS[choice].meaning,
                  aside: countWords(counts[choice]),
                },
          )}
        />
      ) : null}
      <SpoiltLine spoilt={spoilt} onLook={onLook} />
    </div>
  )
}

/** Why choices may be lacking: only the results tell which answers cannot be used. */
function SpoiltLine({ spoilt, onLook }: Pick<CloneSourceProps, 'spoilt' | 'onLook'>) {
  if (spoilt.kind === 'known') return null
  return (
    <p role="status" className="text-sm text-ink-muted">
      Rows that were cut off, refused, empty or invalid JSON are offered too, once the results are read.{' '}
      {spoilt.kind === 'reading' ? (
        spoilt.words
      ) : (
        <button
          type="button"
          onClick={onLook}
          className="font-medium text-accent underline underline-offset-4"
        >
          Read them now
        </button>
      )}
    </p>
  )
}

/** Whether an address means fewer rows than the choice has. */
function isPart(choice: CloneRows, cause: string, row: number | null): choice is RerunOutcome {
  if (choice === 'all' || choice === 'unanswered') return false
  return row !== null || (choice === 'failed' && cause !== '')
}

function alikeWords(
  choice: RerunOutcome,
  cause: string,
  row: number | null,
): { title: string; description: string } {
  const kind = errorKindNamed(cause.split('.')[0] ?? '')
  const reason = kind === null ? '' : `: ${ERROR_KIND_FACTS[kind].label.toLowerCase()}`
  if (row !== null) {
    const end = choice === 'failed' ? `which failed${reason}` : ENDS[choice]
    return { title: `Row ${formatCount(row + 1)}`, description: `Only this one, ${end}.` }
  }
  return { title: 'Rows that failed alike', description: `Only those of one reason${reason}.` }
}

const ENDS = {
  truncated: 'which was cut off',
  refused: 'which was refused',
  empty: 'whose answer is empty',
  invalid_json: 'whose answer is not JSON',
} satisfies Record<Exclude<RerunOutcome, 'failed'>, string>

function countWords(count: number | null): string | null {
  return count === null ? null : formatCount(count)
}
