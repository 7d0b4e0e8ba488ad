import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '~/ui/button'
import type { ResultsUrl } from '../url-schema'
import { type FilterInUse, NO_FILTERS } from './filter-words'
import type { ChangeUrl } from './find-bar'

interface FiltersInUseProps {
  filters: readonly FilterInUse[]
  hasSearch: boolean
  url: ResultsUrl
  onChange: ChangeUrl
  /** What they find. */
  children: ReactNode
}

/** What they find, and each filter with a way to take it out. */
export function FiltersInUse({ filters, hasSearch, url, onChange, children }: FiltersInUseProps) {
  const count = filters.length + (hasSearch ? 1 : 0) + (url.outcome === 'all' ? 0 : 1)
  if (filters.length === 0 && !hasSearch) return null
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1.5">
      {children}
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
      {count > 1 ? (
        <Button variant="quiet" size="sm" onClick={() => onChange(NO_FILTERS)}>
          Clear all
        </Button>
      ) : null}
    </div>
  )
}
