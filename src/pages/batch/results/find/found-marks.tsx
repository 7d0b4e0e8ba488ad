import type { RefObject } from 'react'
import { ownExpression } from '~/results/find/expression'
import type { RowQuery } from '~/results/row-query'
import { rangesIn } from '~/workers/results/mark-texts'
import { type Sought, soughtWords, useFoundMarks } from '../../../shared/rows/use-found-marks'

interface FoundMarksProps {
  list: RefObject<HTMLElement | null>
  open: RefObject<HTMLElement | null>
  query: RowQuery
  /** Names what of which row is open, `null` while nothing is. */
  shown: string | null
}

/** Marks what was searched for in the list and in the open row. */
export function FoundMarks({ list, open, query, shown }: FoundMarksProps) {
  const sought = soughtBy(query)
  useFoundMarks(list, sought, sought.key, 'list')
  useFoundMarks(open, sought, shown)
  return null
}

function soughtBy({ text, isRegex, matchesCase, scope }: RowQuery): Sought {
  const within = scope === 'all' ? '[data-searched]' : `[data-searched=${scope}]`
  if (!isRegex) return soughtWords(text, matchesCase, within)
  return {
    key: `expression ${String(matchesCase)} ${text}`,
    within,
    find: (texts, most, signal) => rangesIn(ownExpression(text, matchesCase), texts, most, signal),
  }
}
