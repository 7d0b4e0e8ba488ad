/**
 * Remembers the query string that a page is on its way to: the address shows it only once the router has gone there,
 * and until then a second change must not undo the first.
 */
export function createIntendedSearch() {
  let onItsWay: { drawn: object; search: string } | null = null
  return {
    /**
     * What the next change builds on.
     * @param drawn the place that the page was drawn for, another object after every arrival
     * @param shown the query string in the address
     */
    current: (drawn: object, shown: string): string => (onItsWay?.drawn === drawn ? onItsWay.search : shown),
    /** Notes where a change leads. */
    intend: (drawn: object, search: string): void => {
      onItsWay = { drawn, search }
    },
  }
}
