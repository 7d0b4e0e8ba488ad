/**
 * The links of the rows of a list that begin where they can be seen, from the top down. A list draws some rows beyond
 * those, and always the one that was last in use.
 * @param grid the list; the link of each of its rows carries `data-row-link`
 */
export function linksInView(grid: Element): HTMLElement[] {
  const { top, bottom } = grid.getBoundingClientRect()
  const headings = grid.querySelector('[role=rowgroup]')?.getBoundingClientRect().bottom ?? 0
  // Headings that are drawn stay above the rows; those that are only read out scroll away with them.
  const start = Math.max(top, headings, 0) - 1
  const end = Math.min(bottom, innerHeight)
  return [...grid.querySelectorAll<HTMLElement>('[data-row-link]')].filter((link) => {
    const row = link.closest('[role=row]')?.getBoundingClientRect()
    return row !== undefined && row.top >= start && row.top < end
  })
}
