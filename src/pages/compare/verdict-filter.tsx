import { Link } from 'react-router'
import type { ComparisonSummary } from '~/domain/compare/summary'
import { type CompareFilter, VERDICT_FACTS, VERDICTS } from '~/domain/compare/verdict'
import { formatCount } from '~/lib/format'
import { urlQuery } from '~/lib/url-state'
import { classNames } from '~/ui/class-names'
import { CompareUrl } from './url-schema'

interface VerdictFilterProps {
  summary: ComparisonSummary
  url: CompareUrl
}

/** Verdicts that stand there though no row has them; the others come when they occur. */
const ALWAYS = new Set<CompareFilter>(['same', 'changed', 'only_left', 'only_right'])

/** One link for each verdict with its count. */
export function VerdictFilter({ summary: { verdicts, changes }, url }: VerdictFilterProps) {
  const all = VERDICTS.reduce((sum, verdict) => sum + verdicts[verdict], 0)
  const otherwise = changes.reduce((sum, { rows }) => sum + rows, 0)
  const shown = VERDICTS.filter(
    (verdict) => ALWAYS.has(verdict) || verdicts[verdict] > 0 || url.filter === verdict,
  )
  const link = (value: CompareFilter, label: string, meaning: string, count: number) => (
    <FilterLink key={value} {...{ value, label, meaning, count, url }} />
  )
  return (
    <nav aria-label="Rows by comparison" className="min-w-0 overflow-x-auto [scrollbar-width:none]">
      <ul className="flex gap-1">
        {link('all', 'All', 'Every custom_id of both batches.', all)}
        {shown.map((verdict) =>
          link(verdict, VERDICT_FACTS[verdict].label, VERDICT_FACTS[verdict].meaning, verdicts[verdict]),
        )}
        {link('outcome', 'Ended otherwise', 'Rows in both whose outcomes differ.', otherwise)}
      </ul>
    </nav>
  )
}

interface FilterLinkProps {
  value: CompareFilter
  label: string
  meaning: string
  count: number
  url: CompareUrl
}

function FilterLink({ value, label, meaning, count, url }: FilterLinkProps) {
  const isSelected = url.filter === value
  return (
    <li>
      <Link
        to={{ search: urlQuery(CompareUrl, { ...url, filter: value, row: '' }) }}
        aria-current={isSelected ? 'true' : undefined}
        title={meaning}
        preventScrollReset
        className={classNames(
          'inline-flex h-7 items-center gap-1.5 rounded-md px-2.5 text-sm font-medium whitespace-nowrap no-underline pointer-coarse:h-10 focus-visible:-outline-offset-2',
          isSelected ? 'bg-accent-wash text-accent' : 'text-ink-muted hover:bg-sunken hover:text-ink',
        )}
      >
        {label}
        <span className="tabular-nums">{formatCount(count)}</span>
      </Link>
    </li>
  )
}
