/**
 * The row of a list that the keys begin with: the one that has the focus, else the first that can be seen whole.
 * @param list holds the grid, whose links name their rows in `data-row`
 * @returns `null` where no row is drawn
 */
export function rowInView(list: Element | null): number | null {
  const grid = list?.querySelector('[role=grid]') ?? null
  if (grid === null) return null
  const header = grid.querySelector('[role=rowgroup]')?.getBoundingClientRect().bottom ?? 0
  const top = Math.max(header, grid.getBoundingClientRect().top)
  const links = [...grid.querySelectorAll<HTMLElement>('[data-row-link]')]
  const isWhole = (link: Element) => (link.closest('[role=row]')?.getBoundingClientRect().top ?? 0) >= top - 1
  const link = links.find((one) => one === document.activeElement) ?? links.find(isWhole)
  return link === undefined ? null : Number(link.dataset['row'])
}
