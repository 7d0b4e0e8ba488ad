import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  type BatchIndex,
  batchIndexQuery,
  foundBatchesQuery,
  useBatchIndex,
  useGoneBatches,
} from '~/api/batch-index'
import { batchSearchSupportQuery } from '~/api/batches'
import type { Connection } from '~/api/connection'
import { fileIndexQuery, useFileIndex } from '~/api/file-index'
import { fileNamesQuery } from '~/api/files'
import type { Batch } from '~/contract/batch'
import type { ListedBatch } from '~/contract/listed-batch'
import { createdSince, filterBatches, type Now, sortBatches } from '~/domain/batch-list/list-view'
import { batchesOf, groupByJob } from '~/domain/jobs/jobs'
import { jobPartOf } from '~/domain/jobs/job-metadata'
import { useKnownUse } from '../shared/use-batch-uses'
import { type ListUrlValues, readSince } from './list-url'

const PAGE_SIZE = 25

/**
 * What the list shows: the batches that fit, in order, those of one job put together, a page of them. Everything is
 * found in the index of batches that this tab has read; a server that filters and searches itself adds what it finds
 * before that is read to the end, and the names of older files.
 */
export function useListView(connection: Connection, url: ListUrlValues, now: Now) {
  // The days that pass while it is open are known too: a page at rest asks for nothing at midnight.
  const [openedAt] = useState(now.seconds)
  const query = useQuery(batchIndexQuery(connection, readSince(url, openedAt)))
  const index = useBatchIndex(connection)
  const gone = useGoneBatches()
  const usedBy = useKnownUse(connection)
  const { found, foundIds, searches } = useFound(connection, url, now, index)
  const nameOf = useNameOf(connection, url.sort === 'title' || (url.search !== '' && searches === false))

  const all = withFound(index.batches, found, gone)
  const bySearch = new Set(filterBatches(all, url, now, nameOf))
  const byServer = filterBatches(all, { ...url, search: '' }, now, nameOf)
  const fitting =
    url.search === '' ? byServer : byServer.filter((batch) => bySearch.has(batch) || foundIds.has(batch.id))
  const ordered = sortBatches(fitting, url.sort, {
    nameOf,
    costOf: (batch) => usedBy(batch).cost?.amount ?? null,
  })
  const entries = groupByJob(ordered, partsIn(index.batches))
  const byId = new Map(all.map((batch) => [batch.id, batch]))
  const page = Number(url.page)
  const start = (page - 1) * PAGE_SIZE
  return {
    query,
    index,
    usedBy,
    /** All batches that fit, on every page. */
    fitting,
    /** Every batch that is known, found ones among them. */
    byId,
    batches: entries
      .slice(start, start + PAGE_SIZE)
      .flatMap(batchesOf)
      .flatMap(({ id }) => byId.get(id) ?? []),
    page,
    hasOlder:
      entries.length > start + PAGE_SIZE || (!index.reachedEnd && !index.capped && query.data !== undefined),
  }
}

/** The known batches of each job, whether they fit or not: a job shows all of its parts. */
function partsIn(batches: readonly Batch[]): ReadonlyMap<string, readonly Batch[]> {
  const parts = batches.filter((batch) => jobPartOf(batch) !== null)
  return Map.groupBy(parts, (batch) => jobPartOf(batch)?.jobId ?? '')
}

const NOTHING_FOUND: readonly ListedBatch[] = []

/** What the server finds by itself: all that it can be asked for, while not every batch has been read. */
function useFound(connection: Connection, url: ListUrlValues, now: Now, index: BatchIndex) {
  const support = useQuery({ ...batchSearchSupportQuery(connection), enabled: url.search !== '' })
  const searches = url.search === '' ? null : (support.data ?? null)
  const filter = {
    search: searches === true ? url.search : '',
    status: url.status,
    completionWindow: url.window,
    createdAfter: createdSince(url.created, now.seconds),
    activeFirst: url.outcome === 'active',
  }
  const narrows = filter.status !== '' || filter.completionWindow !== '' || filter.createdAfter !== null
  const isWorthIt = filter.search !== '' || (!index.reachedEnd && (narrows || filter.activeFirst))
  const query = useQuery({
    ...foundBatchesQuery(connection, filter),
    enabled: isWorthIt && (url.search === '' || searches !== null),
  })
  const found = (isWorthIt ? query.data : undefined) ?? NOTHING_FOUND
  // Who does not search has not looked at the words.
  const foundIds = new Set(filter.search === '' ? [] : found.map(({ id }) => id))
  return { found, foundIds, searches }
}

/** The names of input files as far as they are known. @param all whether those of older files are asked for */
function useNameOf(connection: Connection, all: boolean): (batch: Batch) => string | null {
  const newest = useQuery(fileNamesQuery(connection)).data
  useQuery({ ...fileIndexQuery(connection), enabled: all })
  const { entries } = useFileIndex(connection)
  const read = new Map(entries.map(({ id, filename }) => [id, filename]))
  return ({ input_file_id }) =>
    input_file_id === null ? null : (newest?.get(input_file_id) ?? read.get(input_file_id) ?? null)
}

/** Adds what the server found beyond what was read so far; what was deleted since is left out. */
function withFound(
  read: readonly ListedBatch[],
  found: readonly ListedBatch[],
  gone: ReadonlySet<string>,
): readonly ListedBatch[] {
  const known = new Set(read.map(({ id }) => id))
  const more = found.filter(({ id }) => !known.has(id) && !gone.has(id))
  return more.length === 0 ? read : [...read, ...more]
}
