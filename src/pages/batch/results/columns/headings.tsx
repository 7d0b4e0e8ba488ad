import { ArrowDown, ArrowUp } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import type { ColumnKey, RowColumn } from '~/domain/results/row-columns'
import type { RowQuery, SortColumn } from '~/results/row-query'
import { classNames } from '~/ui/class-names'
import { ColumnEdge } from '~/ui/column-edge'
import { columnLook, IN_PLACE, keptInPlace, placeStyle, sortOf } from './column-facts'
import { NARROWEST, WIDEST } from '~/domain/results/row-columns'

type Sort = RowQuery['sort']

interface HeadingsProps {
  columns: readonly RowColumn[]
  sort: Sort
  onSort: (sort: Sort) => void
  /** In pixels, `null` for the usual width; `isDone` at the end of a drag. */
  onSize: (key: ColumnKey, width: number | null, isDone: boolean) => void
}

/** The headings of the list: each sorts by its column, and its edge makes the column wider or narrower. */
export function Headings({ columns, sort, onSort, onSize }: HeadingsProps) {
  const places = keptInPlace(columns)
  return columns.map(({ key, isNumber, width }, index) => {
    const { heading, least } = columnLook(key)
    const by = sortOf(key)
    const place = placeStyle(places[index], index)
    return (
      <span
        key={key}
        role="columnheader"
        aria-colindex={index + 1}
        aria-sort={by === null ? undefined : by === sort.by ? SORT_WORDS[sort.direction] : 'none'}
        style={place}
        className={classNames(
          'h-full min-w-0 items-center text-sm font-medium text-ink-muted',
          place === undefined ? 'relative flex' : IN_PLACE,
          isNumber && 'justify-end',
          key === 'custom_id' && 'font-mono text-xs',
        )}
      >
        {by === null ? (
          <span className="truncate">{heading}</span>
        ) : (
          <SortButton
            heading={heading}
            by={by}
            sort={sort}
            onSort={onSort}
            onSize={(pixels) => onSize(key, pixels, true)}
          />
        )}
        <ColumnEdge
          label={`Width of ${heading}`}
          width={width}
          usualWidth={least}
          narrowest={NARROWEST}
          widest={WIDEST}
          isTabStop={by === null}
          place={index === columns.length - 1 ? 'last' : 'between'}
          onSize={(pixels, isDone) => onSize(key, pixels, isDone)}
        />
      </span>
    )
  })
}

const SORT_WORDS = { up: 'ascending', down: 'descending' } as const

interface SortButtonProps {
  heading: string
  by: SortColumn
  sort: Sort
  onSort: (sort: Sort) => void
  /** In pixels. */
  onSize: (width: number) => void
}

/** Pixels by which a key makes a column wider or narrower. */
const STEP = 16

function SortButton({ heading, by, sort, onSort, onSize }: SortButtonProps) {
  const direction = by === sort.by ? sort.direction : null
  function press(event: KeyboardEvent<HTMLElement>) {
    const wider = event.key === 'ArrowLeft' ? -STEP : event.key === 'ArrowRight' ? STEP : 0
    if (!event.shiftKey || wider === 0) return
    event.preventDefault()
    const drawn = event.currentTarget.parentElement?.getBoundingClientRect().width ?? 0
    onSize(Math.min(WIDEST, Math.max(NARROWEST, drawn + wider)))
  }
  const Arrow = direction === 'down' ? ArrowDown : ArrowUp
  return (
    <button
      type="button"
      dir="auto"
      title={`${heading}: ${NEXT_WORDS[direction ?? 'none']}. Shift with ← or → changes the width.`}
      aria-keyshortcuts="Shift+ArrowLeft Shift+ArrowRight"
      onKeyDown={press}
      onClick={() => onSort(nextSort(by, direction))}
      className="inline-flex h-7 min-w-0 items-center gap-1 rounded-sm hover:text-ink focus-visible:-outline-offset-1 pointer-coarse:h-9"
    >
      <span className={classNames('truncate', direction !== null && 'text-ink')}>{heading}</span>
      {direction === null ? null : (
        <Arrow aria-hidden className="size-3.5 shrink-0 text-accent" strokeWidth={2} />
      )}
    </button>
  )
}

const NEXT_WORDS = {
  none: 'sort, smallest first',
  up: 'sort, largest first',
  down: 'back to the order of the input file',
} as const

/** Up, down, and back to the order of the input file. */
function nextSort(by: SortColumn, direction: Sort['direction'] | null): Sort {
  if (direction === null) return { by, direction: 'up' }
  return direction === 'up' ? { by, direction: 'down' } : { by: 'row', direction: 'up' }
}
