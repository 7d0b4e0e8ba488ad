import { useQueries } from '@tanstack/react-query'
import type { Connection } from '~/api/connection'
import { jobQuery } from '~/api/jobs'
import type { Batch } from '~/contract/batch'
import { groupByJob, type ListEntry } from '~/domain/jobs/jobs'

/** Parts that a list does not hold change seldom enough to be looked up this rarely. */
const STALE_MS = 60_000

interface ListEntries {
  entries: ListEntry[]
  /** Jobs some of whose parts stand elsewhere and have not been found yet: what is known of them is not all. */
  partlyKnown: ReadonlySet<string>
}

/**
 * The batches of a page of the list with those of one job put together. Parts that stand on other pages are
 * looked up once for each job, so that its progress is that of all of them.
 */
export function useListEntries(connection: Connection, batches: readonly Batch[]): ListEntries {
  const incomplete = groupByJob(batches).flatMap((entry) =>
    entry.kind === 'job' && entry.job.batches.length < entry.job.parts ? [entry.job.id] : [],
  )
  const lookedUp = useQueries({
    queries: incomplete.map((jobId) => ({ ...jobQuery(connection, jobId), staleTime: STALE_MS })),
  })
  const more = new Map(incomplete.map((jobId, index) => [jobId, lookedUp[index]?.data ?? []]))
  return {
    entries: groupByJob(batches, more),
    partlyKnown: new Set(incomplete.filter((_, index) => lookedUp[index]?.data === undefined)),
  }
}
