import { wholeNumber } from '../page.ts'
import { hasEnded } from '../runner/transitions.ts'
import type { BatchRecord } from '../store/records.ts'

/** The filters that the vendor adds to `GET /batches`. Times are Unix seconds. */
export interface BatchFilters {
  search: string | null
  status: string | null
  completionWindow: string | null
  createdAfter: number | null
  createdBefore: number | null
  /** The order that puts batches that still run before ended ones, or `null` for newest first. */
  activeFirst: ((one: BatchRecord, other: BatchRecord) => number) | null
  withAnalytics: boolean
}

/** @throws ApiFailure 400 for times that are no numbers */
export function readFilters(query: Readonly<Record<string, string>>): BatchFilters {
  return {
    search: query['search']?.toLowerCase() || null,
    status: query['status'] || null,
    completionWindow: query['completion_window'] || null,
    createdAfter: wholeNumber(query['created_after'], 'created_after', 0),
    createdBefore: wholeNumber(query['created_before'], 'created_before', 0),
    activeFirst:
      query['active_first'] === 'true'
        ? (one, other) => Number(hasEnded(one)) - Number(hasEnded(other))
        : null,
    withAnalytics: (query['include'] ?? '').split(',').includes('analytics'),
  }
}

/** @param filename the input file's, which the search looks into besides ids and metadata */
export function matchesFilters(
  batch: BatchRecord,
  filename: string | undefined,
  filters: BatchFilters,
): boolean {
  const { search, status, completionWindow, createdAfter, createdBefore } = filters
  if (status !== null && batch.status !== status) return false
  if (completionWindow !== null && batch.completionWindow !== completionWindow) return false
  if (createdAfter !== null && batch.createdAt < createdAfter * 1000) return false
  if (createdBefore !== null && batch.createdAt > createdBefore * 1000) return false
  if (search === null) return true
  const texts = [batch.id, batch.endpoint, filename ?? '', ...Object.values(batch.metadata ?? {})]
  return texts.some((text) => text.toLowerCase().includes(search))
}
