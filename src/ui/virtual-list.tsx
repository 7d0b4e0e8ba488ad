import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { BeforeChange } from './before-change.ts'
import { classNames } from './class-names.ts'
import { topThatPlaces, topThatShows, useRowsInView, widened, type RowRange } from './rows-in-view.ts'
import { useRowFocus } from './use-row-focus.ts'

interface VirtualListProps {
  /** What the list shows, read out. */
  label: string
  rowCount: number
  /** Height of every row in pixels. */
  rowHeight: number
  /** Headings as `role="columnheader"` elements. */
  header: ReactNode
  /** Shared by the header and every row, so that columns line up. */
  rowClassName: string
  /** The header is read out and not drawn, where rows are cards. */
  headerHidden?: boolean | undefined
  /** Columns of the rows' grid, and the pixels below which the list scrolls to the side. */
  grid?: { template: string; least: number; columns: number } | undefined
  /**
   * The cells of a row as `role="gridcell"` elements. One link among them carries `data-row-link` and the
   * given `tabIndex`, so that Tab stops once in the whole list.
   */
  renderRow: (index: number, tabIndex: 0 | -1) => ReactNode
  /** The row that is open, `null` when none of the list is; it is scrolled into view when it changes. */
  openIndex: number | null
  /** Whether a row is open at all: one that is not in the list, or whose place in it is not known yet, is too. */
  hasOpen: boolean
  /** Names what the list holds, and in which order: a list of something else begins at its top. */
  contents: string
  /** Told which rows are or may soon be drawn: from the first up to, not including, the second. */
  onRangeChange: (from: number, to: number) => void
  /** The first row is to have the focus; told when it is being given. */
  takesFocus?: boolean
  onFocusTaken?: () => void
  className?: string | undefined
}

/** A row in view, before rows become higher or lower. */
interface Seen {
  index: number
  /** Of the window, in pixels. */
  top: number
  hadFocus: boolean
}

/** Rows drawn beyond those in view, so that scrolling never shows a gap. */
const OVERSCAN = 5
/** Rows known of beyond those in view, so that a row that is drawn has been read. */
const LOOKAHEAD = 12
/** Of the headings, which stay while the rows below them scroll. */
const HEADER_HEIGHT = 37

/**
 * A list of any length of which only the rows in view are drawn. Arrow keys, Page up and down, Home and End
 * move through it; Enter follows the link of a row. To a screen reader it is a grid that knows its whole length.
 */
export function VirtualList({
  label,
  rowCount,
  rowHeight,
  header,
  rowClassName,
  headerHidden = false,
  grid,
  renderRow,
  openIndex,
  hasOpen,
  contents,
  onRangeChange,
  takesFocus = false,
  onFocusTaken,
  className,
}: VirtualListProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const drawn = useRef({ rowHeight, hasOpen, contents })
  const seen = useRef<Seen | null>(null)
  const focus = useRowFocus(scroller)
  const [cursor, setCursor] = useState(openIndex ?? 0)
  const reachable = Math.min(cursor, Math.max(0, rowCount - 1))
  const inView = useRowsInView(scroller, rowHeight)
  const near = widened(inView, OVERSCAN, rowCount)
  const { from, to } = widened(inView, LOOKAHEAD, rowCount)
  const isCursorNear = reachable >= near.from && reachable < near.to

  useEffect(() => {
    // What is in view depends on the scroll position.
    onRangeChange(from, to)
  }, [from, to, onRangeChange])

  /** Pixels in which rows can be seen: on phones and in low windows the list goes on below the window. */
  function heightInView(element: HTMLElement): number {
    const start = element.getBoundingClientRect().top + element.clientTop
    const inWindow = Math.min(element.clientHeight, innerHeight - start)
    return Math.max(rowHeight, inWindow - (headerHidden ? 0 : HEADER_HEIGHT))
  }

  function scrollTo(row: number, topFor = topThatShows) {
    const element = scroller.current
    if (element === null) return
    element.scrollTop = topFor(row, element.scrollTop, heightInView(element), rowHeight)
  }

  // A link can open a row that the list does not have yet.
  const openRow = openIndex !== null && openIndex < rowCount ? openIndex : null
  const [cursorFor, setCursorFor] = useState(openRow)
  if (openRow !== cursorFor) {
    setCursorFor(openRow)
    if (openRow !== null) setCursor(openRow)
  }
  const [cursorIn, setCursorIn] = useState(contents)
  if (contents !== cursorIn) {
    setCursorIn(contents)
    setCursor(openRow ?? 0)
    // The row that was to have the focus may not be there any more.
    focus.forget()
  }

  const [isTaking, setTaking] = useState(false)
  if (takesFocus !== isTaking) {
    setTaking(takesFocus)
    if (takesFocus) {
      setCursor(0)
      focus.focusRow(0)
    }
  }

  /** Where a row stands on the screen that should stay there when rows become higher or lower. */
  function look() {
    const element = scroller.current
    if (element === null) return
    const focused = document.activeElement
    const { top, bottom } = element.getBoundingClientRect()
    const isInView = (row: Element) => {
      const at = row.getBoundingClientRect()
      return at.top < bottom && at.bottom > top
    }
    const rows = [...element.querySelectorAll<HTMLElement>('[data-index]')].filter(isInView)
    const row = rows.find(({ dataset }) => dataset['index'] === String(reachable)) ?? rows[0]
    if (row === undefined) return
    const index = Number(row.dataset['index'])
    const hadFocus = focused?.closest('[data-index]') != null && element.contains(focused)
    seen.current = { index, top: row.getBoundingClientRect().top, hadFocus }
  }

  function keepPlace() {
    const [element, rows] = [scroller.current, body.current]
    if (element === null || rows === null || seen.current === null) return
    const { index, top, hadFocus } = seen.current
    seen.current = null
    const now = rows.getBoundingClientRect().top + index * rowHeight
    const at = element.scrollTop + now - top
    element.scrollTop = topThatShows(index, at, heightInView(element), rowHeight)
    // The cells of another layout are other elements: a link that had the focus has gone.
    if (hadFocus) focus.keepFocus(reachable)
  }

  const settle = useEffectEvent((now: typeof drawn.current) => {
    const before = drawn.current
    drawn.current = now
    if (before.rowHeight !== now.rowHeight) keepPlace()
    if (before.contents !== now.contents) {
      if (scroller.current !== null) scroller.current.scrollTop = 0
      if (openRow !== null) scrollTo(openRow, topThatPlaces)
    } else if (before.hasOpen && !now.hasOpen) {
      // Whoever closes a row goes on from it.
      scrollTo(reachable)
      focus.keepFocus(reachable)
    }
  })
  useLayoutEffect(() => {
    // Scrolling and focus are the browser's, and nobody shall see the list where it was before.
    settle({ rowHeight, hasOpen, contents })
  }, [rowHeight, hasOpen, contents])

  const wasOpen = useRef<number | null>(null)
  const showOpenRow = useEffectEvent((row: number) => {
    scrollTo(row, topThatPlaces)
    // Whoever steps from row to row takes the focus along.
    if (wasOpen.current !== null && wasOpen.current !== row) focus.follow(wasOpen.current, row)
    wasOpen.current = row
  })
  useEffect(() => {
    // Scrolling and focus are the browser's. While the place of the next row is not known, none is open.
    if (openRow !== null) showOpenRow(openRow)
    else if (!hasOpen) wasOpen.current = null
  }, [openRow, hasOpen])

  const goFirst = useEffectEvent(() => {
    scrollTo(0)
    onFocusTaken?.()
  })
  useEffect(() => {
    // Scrolling happens outside React.
    if (takesFocus) goFirst()
  }, [takesFocus])

  function move(event: KeyboardEvent) {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2)
    const target = targetOf(event, isCursorNear ? reachable : inView.from, page, rowCount)
    if (target === null || rowCount === 0) return
    event.preventDefault()
    const index = Math.max(0, Math.min(rowCount - 1, target))
    scrollTo(index)
    setCursor(index)
    focus.focusRow(index)
  }

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={rowCount + 1}
      aria-colcount={grid?.columns}
      // Tab must reach the list also when the row that was last in use is far away.
      tabIndex={isCursorNear ? -1 : 0}
      onKeyDown={move}
      {...focus.listeners}
      className={classNames('relative overflow-y-auto [overflow-anchor:none]', className)}
    >
      <div
        role="rowgroup"
        style={{ minWidth: grid?.least }}
        className={
          headerHidden
            ? 'sr-only'
            : 'sticky top-0 z-10 border-b border-line-strong bg-paper in-data-[surface=raised]:bg-raised'
        }
      >
        <div
          role="row"
          aria-rowindex={1}
          style={{ gridTemplateColumns: grid?.template }}
          className={classNames(rowClassName, 'h-9')}
        >
          {header}
        </div>
      </div>
      <BeforeChange of={rowHeight} look={look} />
      <div
        ref={body}
        role="rowgroup"
        className="relative"
        style={{ height: rowCount * rowHeight, minWidth: grid?.least }}
      >
        {withCursor(near, reachable).map((index) => (
          <div
            key={index}
            role="row"
            data-index={index}
            aria-rowindex={index + 2}
            aria-selected={index === openIndex}
            onFocus={() => setCursor(index)}
            // Not every browser gives a link the focus that is clicked.
            onPointerDown={() => setCursor(index)}
            style={{
              height: rowHeight,
              translate: `0 ${index * rowHeight}px`,
              gridTemplateColumns: grid?.template,
            }}
            className={classNames(
              rowClassName,
              'group/row absolute inset-x-0 top-0 border-b border-line has-[[data-row-link]:hover]:bg-sunken aria-selected:bg-accent-wash',
            )}
          >
            {renderRow(index, index === reachable ? 0 : -1)}
          </div>
        ))}
      </div>
    </div>
  )
}

/** The row that Tab reaches stays drawn even when it has been scrolled out of view. */
function withCursor({ from, to }: RowRange, cursor: number): number[] {
  const indexes = Array.from({ length: to - from }, (_, place) => from + place)
  if (to === from || (cursor >= from && cursor < to)) return indexes
  return cursor < from ? [cursor, ...indexes] : [...indexes, cursor]
}

/** Where a key leads to, `null` for keys that are not about the list. */
function targetOf({ key }: KeyboardEvent, cursor: number, page: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return cursor + 1
    case 'ArrowUp':
      return cursor - 1
    case 'PageDown':
      return cursor + page
    case 'PageUp':
      return cursor - page
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}
