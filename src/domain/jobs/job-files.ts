import type { JobPart } from './job-metadata.ts'

/** What the name of a part's file says, so that another device finds the file of a part that was not started. */
export interface JobFileName {
  /** The first characters of the job's id. */
  jobMark: string
  part: number
  parts: number
  /** Rows that a trial left; `null` for plain parts. */
  remaining: number | null
}

/** Names may be 255 bytes long on most systems; the marks need their place. */
const LONGEST_STEM = 120

/** The part of a job's id that stands in the names of its files. */
export function jobMarkOf(jobId: string): string {
  return jobId.slice(0, 8)
}

/**
 * The name of a part's file: "products.part-2-of-3.1a2b3c4d.jsonl", "products.trial.1a2b3c4d.jsonl",
 * "products.remaining-495.part-2-of-2.1a2b3c4d.jsonl".
 * @param sourceName the name of the file that was cut
 * @param remaining rows of all parts that a trial left; only for the role `rest`
 */
export function jobFileName(
  sourceName: string,
  { jobId, part, parts, role }: JobPart,
  remaining: number,
): string {
  const stem = sourceName.replace(/\.(?:jsonl|ndjson|json|txt)$/i, '').slice(0, LONGEST_STEM) || 'requests'
  const place = role === 'trial' ? 'trial' : `part-${part}-of-${parts}`
  const rest = role === 'rest' ? `remaining-${remaining}.` : ''
  return `${stem}.${rest}${place}.${jobMarkOf(jobId)}.jsonl`
}

const NAME = /\.(?:remaining-(\d{1,12})\.)?part-(\d{1,4})-of-(\d{1,4})\.([\w-]{8})\.jsonl$/

/** Reads the name of a part's file; `null` for any other name, that of a trial included. */
export function readJobFileName(name: string): JobFileName | null {
  const [matched, remaining, part = '', parts = '', jobMark = ''] = NAME.exec(name) ?? []
  if (matched === undefined) return null
  return {
    jobMark,
    part: Number(part),
    parts: Number(parts),
    remaining: remaining === undefined ? null : Number(remaining),
  }
}
