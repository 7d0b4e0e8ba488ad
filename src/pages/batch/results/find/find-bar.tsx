import { CaseSensitive, Check, CircleAlert, Download, Regex, SlidersHorizontal } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { useSettledText } from '~/lib/use-settled-text'
import { expressionTrouble } from '~/results/find/expression'
import type { ResultsStatus } from '~/results/status'
import { Button, IconButton } from '~/ui/button'
import { classNames } from '~/ui/class-names'
import { SearchField } from '~/ui/field'
import { useTold } from '~/ui/use-told'
import type { ResultsSession } from '~/workers/results/session'
import { latePart } from '../../../shared/rows/late-part'
import type { ResultsUrl } from '../url-schema'
import { filtersInUse, foundWords } from './filter-words'
import type { FoundRows } from './use-found'

const FilterFields = latePart('The filters', async () => (await import('./filter-fields')).FilterFields)

/** Typing pauses so long before rows are searched. */
const PAUSE_MS = 150

const PRESSED = 'aria-pressed:border-accent aria-pressed:bg-accent-wash aria-pressed:text-accent'

/** Changes some of the address; typing replaces what stood there. */
export type ChangeUrl = (changes: Partial<ResultsUrl>, options?: { replace?: boolean }) => void

interface FindBarProps {
  session: ResultsSession
  status: ResultsStatus
  url: ResultsUrl
  onChange: ChangeUrl
  found: FoundRows
  isOpen: boolean
  onToggle: () => void
  /** The person wants to go from the search to the rows that it finds; `null`: not any more. */
  onGoToRows: (search: string | null) => void
  /** Why rows cannot be exported now. */
  exportObstacle: string | undefined
  onExport: () => void
  /** More for the right end. */
  children: ReactNode
}

/** Finds rows: a search in all they say, and filters by everything that is known of them. */
export function FindBar({
  session,
  status,
  url,
  onChange,
  found,
  isOpen,
  onToggle,
  onGoToRows,
  exportObstacle,
  onExport,
  children,
}: FindBarProps) {
  const id = useId()
  const [typed, type] = useSettledText(
    url.search,
    (search) => onChange({ search }, { replace: true }),
    PAUSE_MS,
  )
  const isRegex = url.regex === 'yes'
  const matchesCase = url.case === 'match'
  const trouble = isRegex ? expressionTrouble(typed) : null
  const isNarrowed = url.search !== '' || filtersInUse(url).some(({ key }) => key !== 'sort')
  const words = foundWords(found)
  const { row: _row, view: _view, ...question } = url
  useTold(
    isNarrowed ? JSON.stringify(question) : null,
    found.isCurrent && !found.isSearching && found.asked.trouble === null ? words : null,
  )

  return (
    <div className="grid gap-2">
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        <SearchField
          label="Search in requests, answers and ids"
          shortcutHint="/"
          value={typed}
          onValueChange={(search) => {
            onGoToRows(null)
            type(search)
          }}
          onBlur={() => onGoToRows(null)}
          aria-invalid={trouble === null ? undefined : true}
          aria-describedby={trouble === null ? undefined : `${id}-trouble`}
          onKeyDown={(event) => {
            const goesOn = event.key === 'Enter' || event.key === 'ArrowDown'
            if (event.nativeEvent.isComposing || !(goesOn || (event.key === 'Escape' && typed !== ''))) return
            event.preventDefault()
            if (!goesOn) return type('')
            // Whoever goes on has typed all.
            if (typed !== url.search) onChange({ search: typed }, { replace: true })
            onGoToRows(typed)
          }}
          className="grow basis-64 max-sm:basis-32 sm:max-w-md"
        />
        {/* Rows need the height of a phone: how a search is read is asked there once there is one. */}
        <span
          className={classNames(
            'flex gap-2 max-sm:order-1',
            typed === '' && !isRegex && !matchesCase && 'max-sm:not-focus-within:hidden',
          )}
        >
          <IconButton
            icon={CaseSensitive}
            variant="secondary"
            label="Match case"
            aria-pressed={matchesCase}
            onClick={() => onChange({ case: matchesCase ? '' : 'match' }, { replace: true })}
            // A bar below says it without colour.
            className={`${PRESSED} aria-pressed:shadow-[inset_0_-2px_0_currentColor]`}
          />
          <Button
            icon={isRegex ? Check : Regex}
            aria-pressed={isRegex}
            title="Read the search as a regular expression"
            onClick={() => onChange({ regex: isRegex ? '' : 'yes' }, { replace: true })}
            className={PRESSED}
          >
            Regex
          </Button>
        </span>
        <Button
          icon={SlidersHorizontal}
          aria-expanded={isOpen}
          aria-controls={`${id}-filters`}
          onClick={onToggle}
          className="max-sm:w-11 max-sm:px-0"
        >
          <span className="max-sm:sr-only">Filters</span>
        </Button>
        <span className="ml-auto flex gap-2">
          {children}
          <Button icon={Download} disabledReason={exportObstacle} onClick={onExport}>
            Export
          </Button>
        </span>
      </div>
      {trouble === null ? null : (
        <p id={`${id}-trouble`} role="alert" className="flex gap-1.5 text-sm font-medium text-danger">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" strokeWidth={2} />
          <span className="min-w-0 wrap-anywhere">
            This is no regular expression: {trouble}. Until it is, rows are shown without it.
          </span>
        </p>
      )}
      <div id={`${id}-filters`} hidden={!isOpen} className="@container">
        {isOpen ? <FilterFields session={session} status={status} url={url} onChange={onChange} /> : null}
      </div>
    </div>
  )
}
