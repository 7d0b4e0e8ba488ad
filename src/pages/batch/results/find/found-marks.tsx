import type { RefObject } from 'react'
import { useFoundMarks } from '../../../shared/rows/use-found-marks'

interface FoundMarksProps {
  list: RefObject<HTMLElement | null>
  open: RefObject<HTMLElement | null>
  words: string
  /** Names what of which row is open, `null` while nothing is. */
  shown: string | null
}

/** Marks the words that were searched for in the list and in the open row. */
export function FoundMarks({ list, open, words, shown }: FoundMarksProps) {
  useFoundMarks(list, words, words, 'list')
  useFoundMarks(open, words, shown)
  return null
}
