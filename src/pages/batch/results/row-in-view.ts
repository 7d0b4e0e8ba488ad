import { linksInView } from '~/ui/links-in-view'

/**
 * The row of a list that the keys begin with: the one that has the focus, else the first that begins in view.
 * @param list holds the grid, whose links name their rows in `data-row`
 * @returns `null` where no row is drawn
 */
export function rowInView(list: Element | null): number | null {
  const grid = list?.querySelector('[role=grid]') ?? null
  if (grid === null) return null
  const links = [...grid.querySelectorAll<HTMLElement>('[data-row-link]')]
  const link = links.find((one) => one === document.activeElement) ?? linksInView(grid)[0]
  return link === undefined ? null : Number(link.dataset['row'])
}
