import type { Batch } from '../../contract/batch.ts'

/**
 * A job is several batches that belong together: the parts of a file that is too large for one batch, or a trial
 * of a few rows and the rest. The API knows no jobs, so each batch says in its metadata what it is a part of:
 *
 * - `job_id`: a UUID, the same for all parts;
 * - `job_part`: its place and the number of parts, "2/3";
 * - `job_requests`: the rows of all parts together, "120000";
 * - `job_role`: "trial" or "rest"; left out for a plain part.
 *
 * The title stays in `batch_description`.
 */
export interface JobPart {
  jobId: string
  /** From 1. */
  part: number
  parts: number
  /** Rows of the whole job; `null` where the metadata do not say. */
  requests: number | null
  role: JobRole
}

/** `trial`: a few rows tried first. `rest`: the rows that a trial left, started when the person says so. */
type JobRole = 'part' | 'trial' | 'rest'

/** More parts than this are a slip or a joke: nobody could be shown them. */
const MOST_PARTS = 1000

/** What a batch says about its job; `null` for a batch that stands alone or whose words make no sense. */
export function jobPartOf({ metadata }: Pick<Batch, 'metadata'>): JobPart | null {
  const jobId = metadata['job_id']
  const [, part = '', parts = ''] = /^(\d{1,4})\/(\d{1,4})$/.exec(metadata['job_part'] ?? '') ?? []
  const place = Number(part)
  const all = Number(parts)
  if (!jobId || !/^[\w-]{8,64}$/.test(jobId) || place < 1 || place > all || all > MOST_PARTS) return null
  const requests = metadata['job_requests'] ?? ''
  const role = metadata['job_role']
  return {
    jobId,
    part: place,
    parts: all,
    requests: /^\d{1,12}$/.test(requests) ? Number(requests) : null,
    role: role === 'trial' || role === 'rest' ? role : 'part',
  }
}

/** The metadata that make a batch a part of a job. */
export function jobMetadata({ jobId, part, parts, requests, role }: JobPart): Record<string, string> {
  return {
    job_id: jobId,
    job_part: `${part}/${parts}`,
    ...(requests === null ? {} : { job_requests: String(requests) }),
    ...(role === 'part' ? {} : { job_role: role }),
  }
}

/** Keys that the server writes, and those that each part of a job has anew. */
const NOT_CARRIED =
  /^(?:job_\w+|retry_of|batch_description|request_source|created_by_email|context_name|context_type)$/

/** What a person has written about one part that is as true of the others. */
export function carriedMetadata({ metadata }: Pick<Batch, 'metadata'>): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata).filter(([key]) => !NOT_CARRIED.test(key)))
}
