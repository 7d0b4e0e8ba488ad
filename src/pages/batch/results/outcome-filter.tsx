import { Link } from 'react-router'
import { OUTCOME_FACTS, OUTCOMES, type Outcome } from '~/domain/results/outcome'
import { formatCount } from '~/lib/format'
import { urlQuery } from '~/lib/url-state'
import { classNames } from '~/ui/class-names'
import { ResultsUrl } from './url-schema'

interface OutcomeFilterProps {
  counts: Record<Outcome, number>
  url: ResultsUrl
}

/** One link for each outcome that occurs, with its count; the selected one stays though it occur no longer. */
export function OutcomeFilter({ counts, url }: OutcomeFilterProps) {
  const selected = url.outcome
  const all = OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0)
  const shown = OUTCOMES.filter((outcome) => counts[outcome] > 0 || outcome === selected)
  return (
    <nav aria-label="Rows by outcome" className="min-w-0 overflow-x-auto [scrollbar-width:none]">
      <ul className="flex gap-1">
        <FilterLink url={url} value="all" label="All" count={all} isSelected={selected === 'all'} />
        {shown.map((outcome) => (
          <FilterLink
            key={outcome}
            url={url}
            value={outcome}
            label={OUTCOME_FACTS[outcome].label}
            meaning={OUTCOME_FACTS[outcome].meaning}
            count={counts[outcome]}
            isSelected={selected === outcome}
          />
        ))}
      </ul>
    </nav>
  )
}

interface FilterLinkProps {
  url: ResultsUrl
  value: ResultsUrl['outcome']
  label: string
  meaning?: string
  count: number
  isSelected: boolean
}

function FilterLink({ url, value, label, meaning, count, isSelected }: FilterLinkProps) {
  return (
    <li>
      <Link
        to={{ search: urlQuery(ResultsUrl, { ...url, outcome: value, row: '', view: 'read' }) }}
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
