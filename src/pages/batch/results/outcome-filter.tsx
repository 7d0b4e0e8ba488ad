import type { KeyboardEvent } from 'react'
import { Link } from 'react-router'
import { OUTCOMES, type Outcome } from '~/domain/results/outcome'
import { formatCount } from '~/lib/format'
import { urlQuery } from '~/lib/url-state'
import { STILL_OPEN } from '~/results/row-query'
import { classNames } from '~/ui/class-names'
import { FILTER_FACTS } from './outcome-words'
import { ResultsUrl } from './url-schema'

interface OutcomeFilterProps {
  counts: Record<Outcome, number>
  /** Rows without a usable answer after all attempts; `null` while those have not been read. */
  stillOpen: number | null
  url: ResultsUrl
}

/**
 * One link for each outcome that occurs, with its count, and one for the rows that no attempt has a usable answer for; the
 * selected one stays though it occur no longer. Tab stops once and the arrow keys go from one to the next: a toolbar of the ARIA Authoring Practices.
 */
export function OutcomeFilter({ counts, stillOpen, url }: OutcomeFilterProps) {
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
            {...FILTER_FACTS[outcome]}
            count={counts[outcome]}
            isSelected={selected === outcome}
          />
        ))}
        {(stillOpen ?? 0) > 0 || selected === STILL_OPEN ? (
          <>
            <span aria-hidden className="mx-1 my-1.5 w-px shrink-0 bg-line-strong" />
            <FilterLink
              url={url}
              value={STILL_OPEN}
              {...FILTER_FACTS[STILL_OPEN]}
              count={stillOpen}
              isSelected={selected === STILL_OPEN}
            />
          </>
        ) : null}
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

/** Where not all links have room, the selected one is to be seen. Nothing but their row is scrolled. */
function bringIntoView(link: HTMLElement | null) {
  const row = link?.closest('nav') ?? null
  if (link === null || row === null) return
  const [around, at] = [row.getBoundingClientRect(), link.getBoundingClientRect()]
  row.scrollLeft += Math.max(0, at.right - around.right) + Math.min(0, at.left - around.left)
}

interface FilterLinkProps {
  url: ResultsUrl
  value: ResultsUrl['outcome']
  label: string
  meaning?: string
  /** `null` where it is not known. */
  count: number | null
  isSelected: boolean
}

function FilterLink({ url, value, label, meaning, count, isSelected }: FilterLinkProps) {
  return (
    <Link
      ref={isSelected ? bringIntoView : undefined}
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
      {count === null ? null : <span className="tabular-nums">{formatCount(count)}</span>}
    </Link>
  )
}
