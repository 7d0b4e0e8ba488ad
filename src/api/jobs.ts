import { queryOptions } from '@tanstack/react-query'
import { Batch } from '../contract/batch.ts'
import { type Page, pageOf } from '../contract/page.ts'
import { hasEnded } from '../domain/batch-state.ts'
import { jobPartOf } from '../domain/jobs/job-metadata.ts'
import { jobMarkOf, readJobFileName } from '../domain/jobs/job-files.ts'
import { StoredFile } from '../contract/file.ts'
import { batchKeys, pollWhileRunning } from './batches.ts'
import type { Connection } from './connection.ts'
import { ApiError } from './errors.ts'
import { fileKeys } from './files.ts'
import { requestJson } from './http.ts'
import { queryClient } from './query-client.ts'

const PAGE_SIZE = 100
/** On a server that cannot search, older batches than these are not looked through. */
const MOST_PAGES = 10

/** The parts of jobs as they were found, on servers where finding them again would be a walk. */
const found = new Map<string, ReadonlyMap<string, Batch>>()

/** All batches of a job, wherever they stand in the list; looked at again while one of them runs. */
export function jobQuery(connection: Connection, jobId: string) {
  return queryOptions({
    queryKey: [...batchKeys.all(connection), 'job', jobId],
    queryFn: ({ signal }) => readJob(connection, jobId, signal),
    refetchInterval: ({ state }) => pollWhileRunning(state.data ?? [], state),
  })
}

/** Puts a batch that was started just now among those known of its job, before the list is read again. */
export function addToJob(connection: Connection, jobId: string, batch: Batch): void {
  const { queryKey } = jobQuery(connection, jobId)
  queryClient.setQueryData(queryKey, (batches) => batches && [...batches, batch])
}

async function readJob(connection: Connection, jobId: string, signal: AbortSignal): Promise<Batch[]> {
  const first = await listBatches(connection, { search: jobId }, signal)
  const ours = ofJob(first.data, jobId)
  const searched = ours.length > 0 && ours.length === first.data.length
  if (searched && !first.has_more) return ours
  const key = `${connection.id} ${jobId}`
  const known = found.get(key)
  const batches = known
    ? await readAgain(connection, known, ours, signal)
    : await walk(connection, jobId, searched ? jobId : '', signal)
  found.set(key, new Map(batches.map((batch) => [batch.id, batch])))
  return batches
}

function listBatches(
  connection: Connection,
  query: { search?: string; after?: string | null },
  signal: AbortSignal,
): Promise<Page<Batch>> {
  return requestJson(connection, '/batches', pageOf(Batch), {
    query: { limit: PAGE_SIZE, ...query },
    signal,
  })
}

function ofJob(batches: readonly Batch[], jobId: string): Batch[] {
  return batches.filter((batch) => jobPartOf(batch)?.jobId === jobId)
}

/** Looks through the list from the newest on, until all parts are found or the list is too long. */
async function walk(
  connection: Connection,
  jobId: string,
  search: string,
  signal: AbortSignal,
): Promise<Batch[]> {
  const batches: Batch[] = []
  let after: string | null = null
  for (let page = 0; page < MOST_PAGES; page++) {
    const { data, has_more, last_id }: Page<Batch> = await listBatches(connection, { search, after }, signal)
    batches.push(...ofJob(data, jobId))
    after = last_id
    if (!has_more || after === null || isComplete(batches)) break
  }
  return batches
}

function isComplete(batches: readonly Batch[]): boolean {
  const places = batches.flatMap((batch) => jobPartOf(batch) ?? [])
  return places.length > 0 && new Set(places.map(({ part }) => part)).size >= (places[0]?.parts ?? 0)
}

/** Refreshes the known parts: those on the newest page come from there, others are asked for while they run. */
async function readAgain(
  connection: Connection,
  known: ReadonlyMap<string, Batch>,
  seen: readonly Batch[],
  signal: AbortSignal,
): Promise<Batch[]> {
  const fresh = new Map(seen.map((batch) => [batch.id, batch]))
  const unseen = [...known.values()].filter(({ id }) => !fresh.has(id))
  const others = await Promise.all(unseen.map((batch) => readOne(connection, batch, signal)))
  return [...seen, ...others.flatMap((batch) => batch ?? [])]
}

/** @returns `null` for a batch that was deleted meanwhile */
async function readOne(connection: Connection, batch: Batch, signal: AbortSignal): Promise<Batch | null> {
  if (hasEnded(batch)) return batch
  try {
    return await requestJson(connection, `/batches/${encodeURIComponent(batch.id)}`, Batch, { signal })
  } catch (error) {
    if (error instanceof ApiError && error.kind === 'not_found') return null
    throw error
  }
}

/**
 * The files on the server that parts of a job were made for, found by their names.
 * @returns the newest file of each part, by the part's number
 */
export function jobFilesQuery(connection: Connection, jobId: string) {
  return queryOptions({
    queryKey: [...fileKeys.all(connection), 'job', jobId],
    queryFn: async ({ signal }) => {
      const jobMark = jobMarkOf(jobId)
      const query = { limit: PAGE_SIZE, order: 'desc', purpose: 'batch', search: jobMark }
      const page = await requestJson(connection, '/files', pageOf(StoredFile), { query, signal })
      const byPart = new Map<number, StoredFile>()
      for (const file of page.data) {
        const name = readJobFileName(file.filename)
        if (name?.jobMark === jobMark && !byPart.has(name.part)) byPart.set(name.part, file)
      }
      return byPart
    },
  })
}
