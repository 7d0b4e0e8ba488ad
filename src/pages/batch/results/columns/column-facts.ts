import type { CSSProperties } from 'react'
import {
  type ColumnKey,
  fieldOfColumn,
  isFact,
  type RowColumn,
  type RowFact,
} from '~/domain/results/row-columns'
import { oneLine } from '~/domain/results/one-line'
import { type SortColumn, sortColumnNamed } from '~/results/row-query'

interface ColumnLook {
  heading: string
  /** What it is, where there is more room. */
  label: string
  /** Pixels it has at least, and its share of what is left; 0 for as wide as it is. */
  least: number
  share: number
}

const LOOKS = {
  row: { heading: 'Row', label: 'Row number', least: 52, share: 0 },
  custom_id: { heading: 'custom_id', label: 'Id (custom_id)', least: 120, share: 2 },
  // Holds two outcomes: of this batch, and of a later attempt.
  outcome: { heading: 'Outcome', label: 'Outcome', least: 120, share: 0 },
  request: {
    heading: 'Request',
    label: 'Request: what the user said last',
    least: 132,
    share: 3,
  },
  answer: { heading: 'Answer', label: 'Answer, on one line', least: 168, share: 5 },
  model: { heading: 'Model', label: 'Model that answered', least: 132, share: 2 },
  tokens_in: { heading: 'Tokens in', label: 'Tokens in', least: 82, share: 0 },
  tokens_out: { heading: 'Tokens out', label: 'Tokens out', least: 90, share: 0 },
  tokens_cached: {
    heading: 'Cached',
    label: 'Tokens in that were cached',
    least: 76,
    share: 0,
  },
  cost: { heading: 'Cost', label: 'Cost at list price', least: 88, share: 0 },
  time: { heading: 'Answered', label: 'When it was answered', least: 168, share: 0 },
  took: {
    heading: 'Took',
    label: 'How long it took, where the answer tells',
    least: 76,
    share: 0,
  },
} satisfies Record<RowFact, ColumnLook>

const FIELD = { least: 108, share: 2 }

/** Pixels between two columns, and at both ends of a row: `gap-x-4` and `px-2` of the list. */
const GAP = 16
const EDGES = 16

/** What tells rows apart, and the pixels it may take from the others for it. */
const NAMES = new Set<ColumnKey>(['row', 'custom_id'])
const MOST_KEPT_IN_PLACE = 360

/** How a column looks; a field is called by its name. */
export function columnLook(key: ColumnKey): ColumnLook {
  if (isFact(key)) return LOOKS[key]
  const heading = oneLine(fieldOfColumn(key) ?? '', 80)
  return { ...FIELD, heading, label: `${heading} (field of the answer)` }
}

/** What rows are sorted by in a column, `null` where they cannot be. */
export function sortOf(key: ColumnKey): SortColumn | null {
  return sortColumnNamed(key)
}

/** The grid that columns make: its template, and the pixels below which the list scrolls to the side. */
export function gridOf(columns: readonly RowColumn[]): { template: string; least: number } {
  const tracks = columns.map(({ key, width }) => {
    const { least, share } = columnLook(key)
    return { least: width ?? least, share: width === null ? share : 0 }
  })
  return {
    template: tracks
      .map(({ least, share }) => (share === 0 ? `${least}px` : `minmax(${least}px, ${share}fr)`))
      .join(' '),
    least: tracks.reduce((sum, { least }) => sum + least, EDGES + GAP * (tracks.length - 1)),
  }
}

/**
 * The columns that stay while the others scroll to the side: those that a list begins with and that tell its rows apart.
 * @returns where each of them stands, in pixels from the left
 */
export function keptInPlace(columns: readonly RowColumn[]): number[] {
  const places: number[] = []
  let left = EDGES / 2
  for (const { key, width } of columns) {
    const end = left + (width ?? columnLook(key).least)
    if (!NAMES.has(key) || end > MOST_KEPT_IN_PLACE) break
    places.push(left)
    left = end + GAP
  }
  return places
}

/**
 * The look of a column that stays: it hides what scrolls below it, in the colour of its row, up to the columns beside it.
 * `style` goes with it.
 */
export const IN_PLACE =
  'sticky flex items-center self-stretch bg-inherit before:absolute before:inset-y-0 before:-left-2 before:-right-4 before:-z-1 before:bg-inherit'

/** Where a column stays; the first ones lie above the next. @param left in pixels, `undefined` for one that scrolls */
export function placeStyle(left: number | undefined, index: number): CSSProperties | undefined {
  return left === undefined ? undefined : { left, zIndex: 5 - index }
}
