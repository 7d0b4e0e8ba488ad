import { type RefObject, useEffect, useRef, useState } from 'react'

interface RowFocus {
  /** Gives the focus to a row's link once that has been drawn. */
  focusRow: (row: number) => void
  /** The same where the list has the focus, or nobody has: what had it is gone. */
  keepFocus: (row: number) => void
  /** Gives the focus from one row to another, where the first one has it. */
  follow: (from: number, to: number) => void
  /** The row that was to have the focus is not wanted any more. */
  forget: () => void
  /** For the scroller. */
  listeners: { onFocus: () => void; onBlur: () => void }
}

/**
 * The focus of a list of which only the rows in view are drawn: a link may have to be drawn before it can have the
 * focus, and a link that has it may be scrolled away.
 */
export function useRowFocus(scroller: RefObject<HTMLElement | null>): RowFocus {
  const holdsFocus = useRef(false)
  const [focusAt, setFocusAt] = useState<number | null>(null)
  const triedAt = useRef<number | null>(null)

  // oxlint-disable-next-line react/exhaustive-deps -- any render may have drawn the link, and its focus is the end
  useEffect(() => {
    // The link to focus exists only after its row has been drawn and read, which may take several renders. Until
    // then the list itself keeps the focus, and with it the keys.
    const isFirstTry = triedAt.current !== focusAt
    triedAt.current = focusAt
    if (focusAt === null) return
    const active = document.activeElement
    const isElsewhere = active !== document.body && scroller.current?.contains(active) !== true
    if (isElsewhere && !isFirstTry) {
      // Somebody has gone on meanwhile.
      setFocusAt(null)
      return
    }
    const row = scroller.current?.querySelector(`[data-index="${focusAt}"]`)
    const link = row?.querySelector<HTMLElement>('[data-row-link]')
    const target = link ?? scroller.current
    target?.focus({ preventScroll: true })
    if (link) setFocusAt(null)
  })

  useEffect(() => {
    // A focused row that is scrolled far away is not drawn any more: the list takes its focus.
    if (holdsFocus.current && document.activeElement === document.body) {
      scroller.current?.focus({ preventScroll: true })
    }
  })

  return {
    focusRow: setFocusAt,
    keepFocus: (row) => {
      if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true })
      if (scroller.current?.contains(document.activeElement) === true) setFocusAt(row)
    },
    follow: (from, to) => {
      const focused = document.activeElement
      const row = focused?.closest<HTMLElement>('[data-index]')
      const isThere = scroller.current?.contains(focused) === true
      if (focusAt === from || (isThere && row?.dataset['index'] === String(from))) setFocusAt(to)
    },
    forget: () => setFocusAt(null),
    listeners: {
      onFocus: () => {
        holdsFocus.current = true
      },
      onBlur: () => {
        holdsFocus.current = false
      },
    },
  }
}
