import { useEffect, useRef } from 'react'
import { useLocation } from 'react-router'

/**
 * Hands the focus to the new page's heading after a navigation, as a page load would, so that Tab goes on
 * from there and a screen reader reads it. A tab or filter inside the page keeps its own focus.
 */
export function RouteFocus() {
  const { pathname } = useLocation()
  const shown = useRef(pathname)

  useEffect(() => {
    // The focus is the browser's; React does not move it when a route changes.
    if (shown.current === pathname) return
    shown.current = pathname
    const main = document.getElementById('main')
    if (!main || (document.activeElement !== main && main.contains(document.activeElement))) return
    const heading = main.querySelector<HTMLElement>('h1')
    const target = heading ?? main
    target.focus({ preventScroll: true })
  }, [pathname])

  return null
}
