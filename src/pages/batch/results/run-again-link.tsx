import { Link } from 'react-router'
import { rerunOf } from '~/domain/attempts/rerun'
import { formatCount } from '~/lib/format'
import { paths } from '~/lib/paths'
import { narrowsBeyondOutcome, type RowQuery } from '~/results/row-query'

interface RunAgainLinkProps {
  batchId: string
  query: RowQuery
  /** How many rows it finds. */
  rows: number
}

/** Leads from rows of an outcome that helps nobody to a new batch with exactly them. */
export function RunAgainLink({ batchId, query, rows }: RunAgainLinkProps) {
  const outcome = query.outcome === null ? null : rerunOf(query.outcome)
  const cause = outcome === 'failed' ? (query.cause ?? '') : ''
  // Of what else leaves rows out, a new batch knows nothing.
  if (outcome === null || rows === 0) return null
  if (narrowsBeyondOutcome(cause === '' ? query : { ...query, cause: null })) return null
  return (
    <Link
      to={paths.clone(batchId, outcome, cause)}
      className="text-sm font-medium whitespace-nowrap text-accent tabular-nums underline underline-offset-4"
    >
      {rows === 1 ? 'Run this row again' : `Run these ${formatCount(rows)} rows again`}
    </Link>
  )
}
