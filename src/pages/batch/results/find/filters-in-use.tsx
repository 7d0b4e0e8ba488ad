import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { expressionTrouble } from '~/results/find/expression'
import { Button } from '~/ui/button'
import { OutcomeFilter } from '../outcome-filter'
import type { ResultsUrl } from '../url-schema'
import { filtersInUse, foundWords, NO_FILTERS } from './filter-words'
import type { ChangeUrl } from './find-bar'
import type { FoundRows } from './use-found'

interface FiltersInUseProps {
  url: ResultsUrl
  found: FoundRows
  /** The heading of the sorted column tells the order: it is not told here. */
  isSortShown: boolean
  onChange: ChangeUrl
  /** What can be done with the rows found. */
  children: ReactNode
}

/**
 * The outcomes to choose from, how many rows are found, and each filter in use with a way to take it out. Where there is
 * room the figures stand beside the outcomes, so that a search moves nothing.
 */
export function FiltersInUse({ url, found, isSortShown, onChange, children }: FiltersInUseProps) {
  const inUse = filtersInUse(url)
  const filters = inUse.filter(({ key }) => key !== 'sort' || !isSortShown)
  const hasSearch = url.search !== ''
  const isNarrowed = hasSearch || filters.some(({ key }) => key !== 'sort')
  const isReadable = url.regex === '' || expressionTrouble(url.search) === null
  const count = inUse.length + (hasSearch ? 1 : 0) + (url.outcome === 'all' ? 0 : 1)
  return (
    <div className="@container grid min-w-0 gap-2">
      <div className="flex min-w-0 flex-wrap items-center justify-between gap-x-4 gap-y-1 @3xl:flex-nowrap">
        <OutcomeFilter counts={found.outcomes} stillOpen={found.stillOpen} url={url} />
        <div className="flex min-w-0 items-center gap-x-3 empty:hidden @3xl:shrink-0">
          {isNarrowed && isReadable && !found.isWaiting && found.asked.trouble === null ? (
            <span className="text-sm text-ink-muted tabular-nums">
              {found.isCurrent ? foundWords(found) : 'Searching …'}
            </span>
          ) : null}
          {children}
          {count > 1 && (isNarrowed || filters.length > 0) ? (
            <Button variant="quiet" size="sm" onClick={() => onChange(NO_FILTERS)}>
              Clear all
            </Button>
          ) : null}
        </div>
      </div>
      {filters.length === 0 ? null : (
        <ul aria-label="Filters in use" className="flex min-w-0 flex-wrap gap-1.5">
          {filters.map(({ key, words, without }) => (
            <li key={key} className="min-w-0">
              <button
                type="button"
                onClick={() => onChange(without)}
                className="inline-flex max-w-full min-h-7 items-center gap-1.5 rounded-md bg-accent-wash px-2 py-0.5 text-left text-sm text-accent hover:bg-sunken hover:text-ink pointer-coarse:min-h-10"
              >
                <span className="sr-only">Take out: </span>
                <span className="min-w-0 wrap-anywhere">{words}</span>
                <X aria-hidden className="size-3.5 shrink-0" strokeWidth={2} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
