import { badRequest } from './errors.ts'

const DEFAULT_LIMIT = 20

/** A page of a list. `limit` is what was asked for, cut to the largest page. */
export interface PageRequest {
  after: string | null
  limit: number
}

/**
 * Reads a whole number out of a query parameter.
 * @throws ApiFailure 400 when it is something else or below `least`
 */
export function wholeNumber(text: string | undefined, name: string, least: number): number | null {
  if (text === undefined) return null
  if (!/^\d{1,15}$/.test(text) || Number(text) < least) {
    throw badRequest(`'${name}' must be a whole number of at least ${least}.`, name)
  }
  return Number(text)
}

export function readPage(query: Record<string, string>, largest: number): PageRequest {
  const limit = wholeNumber(query['limit'], 'limit', 1) ?? DEFAULT_LIMIT
  return { after: query['after'] || null, limit: Math.min(limit, largest) }
}

/**
 * Cuts a page out of a list in its final order.
 * @throws ApiFailure 400 when the cursor names nothing in `everything`
 * @param matching entries that pass the filters
 * @param everything all entries and deleted ones, since a cursor may have been filtered out or deleted
 */
export function cutPage<Entry extends { id: string }>(
  matching: readonly Entry[],
  everything: readonly Entry[],
  page: PageRequest,
): { entries: Entry[]; hasMore: boolean } {
  const start = page.after === null ? 0 : indexAfter(matching, everything, page.after)
  const entries = matching.slice(start, start + page.limit)
  return { entries, hasMore: start + entries.length < matching.length }
}

function indexAfter<Entry extends { id: string }>(
  matching: readonly Entry[],
  everything: readonly Entry[],
  cursor: string,
): number {
  const direct = matching.findIndex((entry) => entry.id === cursor)
  if (direct !== -1) return direct + 1
  const place = everything.findIndex((entry) => entry.id === cursor)
  if (place === -1) throw badRequest(`'after' names nothing in this list: ${cursor}`, 'after')
  const later = new Set(everything.slice(place + 1).map(({ id }) => id))
  const next = matching.findIndex(({ id }) => later.has(id))
  return next === -1 ? matching.length : next
}
