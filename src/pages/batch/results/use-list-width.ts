import { useState } from 'react'
import { readStored, removeStored, writeStored } from '~/lib/browser-storage'

const KEY = 'row-list-width'

/** Pixels. Beside the widest list a row still has room, as the view sees to. */
export const NARROWEST_LIST = 240
export const WIDEST_LIST = 1600

function readWidth(): number | null {
  const stored = readStored('device', KEY)
  return typeof stored === 'number' && stored >= NARROWEST_LIST && stored <= WIDEST_LIST ? stored : null
}

/**
 * Pixels of the list beside an open row, as they were chosen on this device; `null` for the usual width.
 * @returns the width, and a way to change it: `isDone` is false while it is being dragged, and nothing is stored
 */
export function useListWidth(): [number | null, (width: number | null, isDone: boolean) => void] {
  const [width, setWidth] = useState(readWidth)
  const size = (next: number | null, isDone: boolean) => {
    setWidth(next)
    if (!isDone) return
    if (next === null) removeStored('device', KEY)
    else writeStored('device', KEY, next)
  }
  return [width, size]
}
