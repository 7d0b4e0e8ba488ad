import { useEffect, useRef, useState, type RefObject } from 'react'
import { flushSync } from 'react-dom'

/** Some rows of a list that follow each other, the second bound not included. */
export interface RowRange {
  from: number
  to: number
}

/** Rows drawn before the list knows its own height. */
const FIRST_ROWS = 16

/**
 * The rows that can be seen, in part or whole.
 *
 * @param top pixels of the list above what can be seen
 * @param height pixels that can be seen
 * @param rowHeight of every row in pixels
 */
export function rowsBetween(top: number, height: number, rowHeight: number): RowRange {
  const from = Math.max(0, Math.floor(top / rowHeight))
  return { from, to: Math.max(from, Math.ceil((top + height) / rowHeight)) }
}

/**
 * A range with some rows more at both ends, and none that the list does not have. In a list that has become shorter
 * than where it was scrolled to, the browser goes to its end: so do the rows.
 */
export function widened({ from, to }: RowRange, by: number, rowCount: number): RowRange {
  const start = Math.min(from, rowCount - (to - from))
  return { from: Math.max(0, start - by), to: Math.min(rowCount, start + to - from + by) }
}

/**
 * Where to scroll so that a row can be seen whole: nowhere when it can be already, else as little as does.
 *
 * @param top pixels of the list above what can be seen
 * @param height pixels that can be seen
 * @returns the new `top`
 */
export function topThatShows(row: number, top: number, height: number, rowHeight: number): number {
  const start = row * rowHeight
  return Math.min(start, Math.max(top, start + rowHeight - height))
}

/**
 * Where to scroll so that a row is seen among others: as `topThatShows` where it can be seen or is next to what can, else
 * with a third of what is in view above it.
 */
export function topThatPlaces(row: number, top: number, height: number, rowHeight: number): number {
  const nearest = topThatShows(row, top, height, rowHeight)
  if (Math.abs(nearest - top) <= rowHeight) return nearest
  return Math.max(0, row - Math.floor(height / rowHeight / 3)) * rowHeight
}

/**
 * The rows of a scrolling list that are in view. All have one height, so that no list of their places is kept: a
 * list that grows five times a second while its rows are read costs nothing.
 */
export function useRowsInView(scroller: RefObject<HTMLElement | null>, rowHeight: number): RowRange {
  const [inView, setInView] = useState<RowRange>({ from: 0, to: FIRST_ROWS })
  const known = useRef(inView)
  useEffect(() => {
    // The browser scrolls and sizes the list. Rows must be there in the very frame that shows their place.
    const element = scroller.current
    if (element === null) return undefined
    let height = 0
    const look = () => {
      const seen = rowsBetween(element.scrollTop, height, rowHeight)
      if (seen.from === known.current.from && seen.to === known.current.to) return
      known.current = seen
      flushSync(() => setInView(seen))
    }
    const sizes = new ResizeObserver(([entry]) => {
      height = entry?.contentRect.height ?? 0
      look()
    })
    sizes.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      sizes.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [scroller, rowHeight])
  return inView
}
