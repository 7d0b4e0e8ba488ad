import * as z from 'zod/mini'
import { BATCH_STATUSES } from '~/contract/batch'
import { CREATED_IN, LIST_ORDERS, OUTCOMES } from '~/domain/batch-list/list-view'

/** What is in view, so that a link shows what its sender saw and a bookmark is a saved view. */
export const ListUrl = z.object({
  search: z.catch(z.string(), ''),
  status: z.catch(z.enum(['', ...BATCH_STATUSES]), ''),
  outcome: z.catch(z.enum(OUTCOMES), ''),
  window: z.catch(z.enum(['', '24h', '1h']), ''),
  created: z.catch(z.enum(CREATED_IN), ''),
  sort: z.catch(z.enum(LIST_ORDERS), 'newest'),
  /** Columns that are not shown, separated by commas. */
  hide: z.catch(z.string(), ''),
  page: z.catch(z.string().check(z.regex(/^[1-9]\d{0,4}$/)), '1'),
})

export type ListUrlValues = z.infer<typeof ListUrl>

/** The columns that can be left out. */
export const COLUMNS = ['model', 'progress', 'window', 'cost', 'created'] as const
export type Column = (typeof COLUMNS)[number]

/** The columns that a person left out. */
export function hiddenColumns(hide: string): ReadonlySet<Column> {
  return new Set(hide.split(',').flatMap((name) => COLUMNS.filter((column) => column === name)))
}

/** Whether anything narrows the list down. */
export function isFiltered({ search, status, outcome, window, created }: ListUrlValues): boolean {
  return [search, status, outcome, window, created].some((value) => value !== '')
}

/** How far back the tiles look. */
const TILE_DAYS = 30

/**
 * How far back the list must be read for what is in view.
 * @param nowSeconds Unix seconds
 * @returns Unix seconds, the same all day long; 0 for the whole list
 */
export function readSince(url: ListUrlValues, nowSeconds: number): number {
  const isNewest = !isFiltered(url) && url.sort === 'newest' && url.page === '1'
  return isNewest ? (Math.floor(nowSeconds / 86_400) - TILE_DAYS) * 86_400 : 0
}
