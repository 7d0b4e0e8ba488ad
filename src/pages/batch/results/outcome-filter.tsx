import type { KeyboardEvent } from 'react'
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

/**
 * One link for each outcome that occurs, with its count; the selected one stays though it occur no longer. Tab stops once
 * and the arrow keys go from one to the next: a toolbar of the ARIA Authoring Practices.
 */
export function OutcomeFilter({ counts, url }: OutcomeFilterProps) {
  const selected = url.outcome
  const all = OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0)
  const shown = OUTCOMES.filter((outcome) => counts[outcome] > 0 || outcome === selected)
  return (
    <nav aria-label="Rows by outcome" className="min-w-0 overflow-x-auto [scrollbar-width:none]">
      <div role="toolbar" tabIndex={-1} aria-label="Outcome" onKeyDown={move} className="flex gap-1">
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
      </div>
    </nav>
  )
}

/** Left and right lead from link to link, Home and End to the first and the last. */
function move(event: KeyboardEvent<HTMLElement>) {
  const links = [...event.currentTarget.querySelectorAll('a')]
  const at = links.findIndex((link) => link === document.activeElement)
  const places: Readonly<Record<string, number>> = {
    ArrowLeft: Math.max(0, at - 1),
    ArrowRight: at + 1,
    Home: 0,
    End: links.length - 1,
  }
  const link = links[places[event.key] ?? -1]
  if (link === undefined) return
  event.preventDefault()
  link.focus()
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
    <Link
      tabIndex={isSelected ? 0 : -1}
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
  )
}
