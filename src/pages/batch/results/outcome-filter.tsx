import { type KeyboardEvent, useEffect, useRef } from 'react'
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
 * Where the links have no room they scroll to the side, and fade where there are more of them: the padding is as wide as
 * what fades, so that the first and the last can be seen whole. They are on several lines where the window has the height.
 */
const STRIP =
  'relative -mr-4 -ml-4 min-w-0 scroll-px-10 overflow-x-auto [scrollbar-width:none] mask-l-from-[calc(100%-1rem)] mask-r-from-[calc(100%-2.5rem)]'
const LINKS =
  'flex w-max gap-1 pr-10 pl-4 [@media(min-width:64rem)_and_(min-height:50rem)]:w-auto [@media(min-width:64rem)_and_(min-height:50rem)]:flex-wrap'

/** Pixels of the fading end, which a link must be clear of to be seen. */
const FADE = 40

/**
 * One link for each outcome that occurs, with its count, and one for the rows that no attempt has a usable answer for; the
 * selected one stays though it occur no longer. Tab stops once and the arrow keys go from one to the next: a toolbar of the ARIA Authoring Practices.
 */
export function OutcomeFilter({ counts, stillOpen, url }: OutcomeFilterProps) {
  const selected = url.outcome
  const all = OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0)
  const shown = OUTCOMES.filter((outcome) => counts[outcome] > 0 || outcome === selected)
  const links = ['all', ...shown, STILL_OPEN]
  const upToSelected = links.slice(0, links.indexOf(selected) + 1).join(' ')
  const strip = useRef<HTMLElement>(null)
  useEffect(() => {
    // Scrolling happens outside React. A link moves when others come before it, and stays when they come behind it.
    if (upToSelected !== '' && strip.current !== null) showLink(strip.current, selected)
  }, [upToSelected, selected])
  return (
    <nav ref={strip} aria-label="Rows by outcome" className={STRIP}>
      <div role="toolbar" tabIndex={-1} aria-label="Outcome" onKeyDown={move} className={LINKS}>
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

/** Scrolls the strip, and nothing around it, where a link cannot be seen whole. */
function showLink(strip: HTMLElement, value: string): void {
  const link = strip.querySelector<HTMLElement>(`[data-outcome="${value}"]`)
  if (link === null) return
  const start = link.offsetLeft - strip.scrollLeft
  if (start < 0 || start + link.offsetWidth > strip.clientWidth - FADE) strip.scrollLeft += start - FADE
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
  /** `null` where it is not known. */
  count: number | null
  isSelected: boolean
}

function FilterLink({ url, value, label, meaning, count, isSelected }: FilterLinkProps) {
  return (
    <Link
      tabIndex={isSelected ? 0 : -1}
      data-outcome={value}
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
