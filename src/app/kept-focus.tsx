import { useEffect } from 'react'

/** What holds a heading that tells where the person is. */
const PLACES = 'section, aside, dialog[open], main'

/**
 * Keeps the focus from falling to nowhere: where the focused element goes away, as a button does that is replaced by
 * what it has brought about, the heading of the nearest place that is still there gets it (WCAG 2.4.3).
 */
export function KeptFocus() {
  useEffect(() => {
    // The browser forgets the focus with the element that had it.
    let path: Element[] = []
    let timer: ReturnType<typeof setTimeout> | undefined

    function note({ target }: FocusEvent) {
      path = target instanceof Element ? pathOf(target) : []
    }

    function isNowhere(): boolean {
      return document.activeElement === document.body
    }

    function forget({ target }: FocusEvent) {
      queueMicrotask(() => {
        // Whoever clicks beside what had the focus wants it nowhere.
        if (isNowhere() && path[0] === target && isThere(path[0])) path = []
      })
    }

    function hasLost(): boolean {
      return isNowhere() && path[0] !== undefined && !isThere(path[0])
    }

    function handOn() {
      if (hasLost()) nearestHeading(path)?.focus({ preventScroll: true })
    }

    const observer = new MutationObserver(() => {
      if (!hasLost()) return
      clearTimeout(timer)
      // Whoever replaces something may know better where the focus belongs.
      timer = setTimeout(handOn)
    })
    document.addEventListener('focusin', note)
    document.addEventListener('focusout', forget)
    observer.observe(document.body, { childList: true, subtree: true })
    return () => {
      document.removeEventListener('focusin', note)
      document.removeEventListener('focusout', forget)
      observer.disconnect()
      clearTimeout(timer)
    }
  }, [])

  return null
}

/** An element and all that it stands in, from the inside out. */
function pathOf(element: Element): Element[] {
  const path = [element]
  for (let outer = element.parentElement; outer; outer = outer.parentElement) path.push(outer)
  return path
}

function isThere(element: Element): boolean {
  return element.isConnected && element.checkVisibility()
}

function nearestHeading(path: readonly Element[]): HTMLElement | null {
  const places = path.filter((element) => element.isConnected && element.matches(PLACES))
  const main = document.getElementById('main')
  for (const place of main ? [...places, main] : places) {
    const heading = [...place.querySelectorAll<HTMLElement>('h1, h2, h3')].find((one) =>
      one.checkVisibility(),
    )
    if (!heading) continue
    if (!heading.hasAttribute('tabindex')) heading.tabIndex = -1
    return heading
  }
  return main
}
