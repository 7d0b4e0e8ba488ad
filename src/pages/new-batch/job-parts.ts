import type { LaunchPart } from '~/api/launches'
import { jobFileName } from '~/domain/jobs/job-files'
import { composeFile, needsParts, type PartLimits, type PlannedPart } from '~/domain/jobs/plan-parts'
import type { JobPart } from '~/domain/jobs/job-metadata'
import { randomId } from '~/lib/random-id'
import { planSplit } from '~/workers/split/client'

/** Rows of a trial: enough to see what comes back, few enough to cost nearly nothing. */
export const TRIAL_ROWS = 5

/** Rows as a part's plan has them, and what the part is in its job. */
interface Piece {
  plan: PlannedPart
  role: JobPart['role']
}

/** How a file is to be started. */
export interface Division {
  /** All rows of the file. */
  requests: number
  /** Rows that are tried first; the others are brought to the server and started later. 0: all parts are started. */
  trialRows: number
  /** The most that each part may be. */
  limits: PartLimits
}

/**
 * Cuts a file into the parts of one job, each a file of its own.
 * @throws Error when the file cannot be read
 */
export async function jobPartsOf(
  file: File,
  { requests, trialRows, limits }: Division,
): Promise<LaunchPart[]> {
  const whole = [{ source: { kind: 'local', file }, requests, job: null, starts: true } as const]
  if (trialRows === 0 && !needsParts({ requests, bytes: file.size }, limits)) return whole
  const { trial, parts } = await planSplit({ file, trialRows, limits })
  const remaining = trial ? requests - trial.requests : 0
  const pieces: Piece[] = [
    ...(trial ? [{ plan: trial, role: 'trial' as const }] : []),
    ...parts.map((plan) => ({ plan, role: trial ? ('rest' as const) : ('part' as const) })),
  ]
  if (pieces.length === 1) return whole
  const jobId = randomId()
  return pieces.map(({ plan, role }, index) => {
    const job: JobPart = { jobId, part: index + 1, parts: pieces.length, requests, role }
    const part = composeFile(file, plan, jobFileName(file.name, job, remaining))
    return { source: { kind: 'local', file: part }, requests: plan.requests, job, starts: role !== 'rest' }
  })
}
