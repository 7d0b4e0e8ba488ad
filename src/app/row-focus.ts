import { linksInView } from '~/ui/links-in-view'

/**
 * Moves the focus along the rows of the list in view.
 * @param step 1 for the next row, -1 for the one before
 * @returns whether a row took the focus: elsewhere on the page the arrow keys keep scrolling
 */
export function focusRow(step: 1 | -1): boolean {
  const links = [...document.querySelectorAll<HTMLElement>('main [data-row-link]')]
  const focused = document.activeElement
  const at = links.findIndex((link) => link === focused || link.closest('tr')?.contains(focused))
  if (at === -1 && !focused?.matches('body, main, h1')) return false
  const target = at === -1 ? (cursorAmong(links) ?? links.at(step === 1 ? 0 : -1)) : links[at + step]
  if (!target) return false
  target.focus()
  return true
}

/**
 * In a list of which only a part is drawn: the row that was last in use, or the first one in view where that is not.
 * @returns `null` in every other list
 */
function cursorAmong(links: readonly HTMLElement[]): HTMLElement | null {
  const cursor = links.find((link) => link.getAttribute('tabindex') === '0')
  const list = cursor?.closest('[role=grid]')
  if (cursor === undefined || list == null) return null
  const inView = linksInView(list)
  return inView.includes(cursor) ? cursor : (inView[0] ?? cursor)
}

/** Ticks the row that has the focus, or unticks it. @returns whether there is such a row */
export function tickRow(): boolean {
  const box = document.activeElement?.closest('main tr')?.querySelector<HTMLElement>('input[type=checkbox]')
  box?.click()
  return box instanceof HTMLElement
}
