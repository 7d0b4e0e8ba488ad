import { useQuery } from '@tanstack/react-query'
import { batchIndexQuery, useBatchIndex } from '~/api/batch-index'
import { batchListQuery, batchSearchSupportQuery } from '~/api/batches'
import type { Connection } from '~/api/connection'
import { fileNamesQuery } from '~/api/files'
import type { Batch } from '~/contract/batch'
import type { ListedBatch } from '~/contract/listed-batch'
import { filterBatches, type Now, sortBatches } from '~/domain/batch-list/list-view'
import { groupByJob, type ListEntry } from '~/domain/jobs/jobs'
import { jobPartOf } from '~/domain/jobs/job-metadata'
import { useKnownUse } from '../shared/use-batch-uses'
import { type ListUrlValues, readSince } from './list-url'

const PAGE_SIZE = 25

/**
 * What the list shows: the batches that fit, in order, those of one job put together, a page of them. Everything is
 * found in the index of batches that this tab has read; a server that searches itself adds what it finds, the names
 * of older files among it.
 */
export function useListView(connection: Connection, url: ListUrlValues, now: Now) {
  const query = useQuery(batchIndexQuery(connection, readSince(url, now.seconds)))
  const index = useBatchIndex(connection)
  const names = useQuery(fileNamesQuery(connection)).data
  const usedBy = useKnownUse(connection)
  const searches = useQuery({ ...batchSearchSupportQuery(connection), enabled: url.search !== '' })
  const found = useQuery({
    ...batchListQuery(connection, { after: null, search: url.search, status: '' }),
    enabled: url.search !== '' && searches.data === true,
    refetchInterval: false,
  })
  const foundIds = new Set(found.data?.data.map(({ id }) => id))
  const nameOf = (batch: ListedBatch) => names?.get(batch.input_file_id ?? '') ?? null

  const all = withFound(index.batches, found.data?.data.map(asListed) ?? [])
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

/** Adds what the server found beyond what was read so far. */
function withFound(read: readonly ListedBatch[], found: readonly ListedBatch[]): readonly ListedBatch[] {
  const known = new Set(read.map(({ id }) => id))
  const more = found.filter(({ id }) => !known.has(id))
  return more.length === 0 ? read : [...read, ...more]
}

function asListed(batch: Batch): ListedBatch {
  return { ...batch, analytics: null, usage: null }
}

function batchesOf(entry: ListEntry): Batch[] {
  if (entry.kind === 'batch') return [entry.batch]
  return [...entry.job.batches.map(({ batch }) => batch), ...entry.job.replaced]
}
