import { useState } from 'react'

/**
 * The selection after a row was clicked with Shift held: everything from the row clicked before to this one becomes
 * what this one becomes.
 * @param ids rows in their order on screen
 * @param anchor the row clicked before, `null` for none
 */
export function toggleRows(
  chosen: ReadonlySet<string>,
  ids: readonly string[],
  anchor: string | null,
  clicked: string,
): ReadonlySet<string> {
  const next = new Set(chosen)
  const [from = 0, to = 0] = [ids.indexOf(anchor ?? clicked), ids.indexOf(clicked)].toSorted((a, b) => a - b)
  const range = from === -1 ? [clicked] : ids.slice(from, to + 1)
  for (const id of range) {
    if (chosen.has(clicked)) next.delete(id)
    else next.add(id)
  }
  return next
}

/** Rows of a list that a person has ticked. Rows that leave the list are not selected any more. */
export interface RowSelection {
  isSelected: (id: string) => boolean
  /** How many rows of the list are selected. */
  count: number
  /** @param isRange Shift was held: all rows since the last click follow */
  toggle: (id: string, isRange: boolean) => void
  /** Selects every row, or none when every row is selected. */
  toggleAll: () => void
  clear: () => void
}

/** @param ids rows in their order on screen */
export function useRowSelection(ids: readonly string[]): RowSelection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [anchor, setAnchor] = useState<string | null>(null)
  const count = ids.filter((id) => chosen.has(id)).length
  return {
    isSelected: (id) => chosen.has(id),
    count,
    toggle: (id, isRange) => {
      setChosen(toggleRows(chosen, ids, isRange ? anchor : null, id))
      setAnchor(id)
    },
    toggleAll: () => setChosen(new Set(count === ids.length ? [] : ids)),
    clear: () => setChosen(new Set()),
  }
}
