import { oneLine, SHOWN_OF_MODEL } from '~/domain/results/one-line'
import type { PriceOf } from '~/domain/series/costs'
import { formatCount } from '~/lib/format'
import { apartExpression, MOST_BETWEEN } from '~/results/find/expression'
import { narrowsBeyondOutcome, type RowQuery, STILL_OPEN } from '~/results/row-query'
import type { ResultsStatus } from '~/results/status'
import type { ResultsSession } from '~/workers/results/session'
import { PriceLink } from '../../../shared/rows/price-link'
import { useAsked } from '../../../shared/rows/use-asked'
import { FILTER_FACTS } from '../outcome-words'
import { noMatchRemarks, noMatchWords } from './filter-words'
import type { ChangeUrl } from './find-bar'
import type { FoundRows } from './use-found'

interface NoRowsProps {
  session: ResultsSession
  status: ResultsStatus
  query: RowQuery
  found: FoundRows
  priceOf: PriceOf
  onChange: ChangeUrl
  /** The person wants to go to the rows that a search finds. */
  onGoToRows: (search: string) => void
}

/** Why the list has no rows, and what would bring some. */
export function NoRows({ session, status, query, found, priceOf, onChange, onGoToRows }: NoRowsProps) {
  const isSearching = !found.isCurrent || found.isSearching
  const hasLooked = !isSearching && narrowsBeyondOutcome(query)
  const isPriced = query.cost.from !== null || query.cost.to !== null
  return (
    <div tabIndex={-1} className="grid gap-2 border-y border-line py-8 text-ink-muted outline-none">
      <p>{isSearching ? 'Searching …' : emptyWords(status, query)}</p>
      {hasLooked ? (
        <>
          {noMatchRemarks(query).map((words) => (
            <p key={words} className="wrap-anywhere">
              {words}
            </p>
          ))}
          {isPriced ? <UnknownCosts session={session} status={status} priceOf={priceOf} /> : null}
          {query.text !== '' && !query.isRegex ? (
            <WordsAsTyped
              words={query.text}
              onExpression={(search) => {
                onChange({ search, regex: 'yes' })
                onGoToRows(search)
              }}
            />
          ) : null}
        </>
      ) : null}
    </div>
  )
}

function emptyWords(status: ResultsStatus, query: RowQuery): string {
  if (narrowsBeyondOutcome(query)) return noMatchWords(query)
  if (query.outcome === STILL_OPEN) return 'Every row has a usable answer by now.'
  if (query.outcome !== null) return `No row is ${FILTER_FACTS[query.outcome].label.toLowerCase()}.`
  const isHeldUp = status.phase.kind === 'needs_key' || status.phase.kind === 'retrying'
  if (isHeldUp) return 'No row has been read yet.'
  if (status.input === 'reading') return 'The rows are being read.'
  return status.batchRuns ? 'No row has arrived yet.' : 'There are no rows.'
}

/** Rows whose cost nobody knows are in no range of costs. */
function UnknownCosts({ session, status, priceOf }: Pick<NoRowsProps, 'session' | 'status' | 'priceOf'>) {
  const models = useAsked(`${status.rowsRead} ${status.rowsListed}`, (signal) => session.models(signal)) ?? []
  const unpriced = models.filter((model) => model !== '' && priceOf(model) === null)
  const [first] = unpriced
  if (first === undefined) return null
  const name = oneLine(first, SHOWN_OF_MODEL)
  return (
    <p className="wrap-anywhere">
      {unpriced.length < models.length
        ? `${name} has no price here, so what its rows cost is not known.`
        : models.length === 1
          ? `No row has a known cost: ${name} has no price here.`
          : `No row has a known cost: none of the ${formatCount(models.length)} models has a price here, such as ${name}.`}{' '}
      <PriceLink model={first} />
    </p>
  )
}

/** Words that stand apart are not found by a search for them side by side. */
function WordsAsTyped({
  words,
  onExpression,
}: {
  words: string
  onExpression: (expression: string) => void
}) {
  if (!/\S\s+\S/.test(words)) return null
  const expression = apartExpression(words)
  return (
    <p>
      Words are looked for exactly as typed, one after the other.{' '}
      {expression === null ? null : (
        <button
          type="button"
          onClick={(event) => {
            // This button goes, and no row may be found again: the focus stays here until one is.
            event.currentTarget.closest<HTMLElement>('[tabindex]')?.focus({ preventScroll: true })
            onExpression(expression)
          }}
          className="text-left font-medium text-accent underline underline-offset-4"
        >
          Find both within {formatCount(MOST_BETWEEN)} characters, in either order
        </button>
      )}
    </p>
  )
}
