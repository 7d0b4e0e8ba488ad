import type { Failure } from './outcome.ts'

/**
 * Everything a person can type to make the simulated service misbehave, in one place.
 *
 * Models:
 * - `sim/standard` answers, like every model name that is not known;
 * - `sim/flaky` fails one row in ten, each time in another way; a retry of those rows mostly succeeds;
 * - `sim/slow` takes ten times as long.
 *
 * A `custom_id` that contains one of the markers below gets that outcome, on every attempt but for
 * `~once`, which fails on the first attempt only.
 *
 * Batch metadata `simulate` with one of `BATCH_SIMULATIONS` changes the fate of a whole batch.
 */
export const SIMULATED_MODELS = ['sim/standard', 'sim/flaky', 'sim/slow'] as const

/** How many times longer than others the rows of a model take. */
export function slowness(model: string): number {
  return model === 'sim/slow' ? 10 : 1
}

const OVERLOADED: Failure = {
  kind: 'http',
  status: 429,
  code: 'rate_limit_exceeded',
  param: null,
  sentence: 'The model is at capacity. Please try again later.',
  retriable: true,
}
const BROKEN: Failure = {
  kind: 'http',
  status: 500,
  code: 'server_error',
  param: null,
  sentence: 'The model server failed while answering.',
  retriable: true,
}
const BAD_REQUEST: Failure = {
  kind: 'http',
  status: 400,
  code: 'invalid_request_error',
  param: 'messages',
  sentence: 'The request was rejected by the model server: the image could not be read.',
  retriable: false,
}
const TIMEOUT: Failure = { kind: 'timeout', seconds: 600 }
const NETWORK: Failure = {
  kind: 'network',
  sentence: 'The connection to the model server was closed before the answer was complete.',
}
const LEGACY: Failure = { kind: 'legacy', status: 429, sentence: 'Too many requests' }

/** Markers in a `custom_id` that make the row fail. */
const FAILURE_MARKERS: Readonly<Record<string, Failure>> = {
  '~overloaded': OVERLOADED,
  '~server-error': BROKEN,
  '~bad-request': BAD_REQUEST,
  '~timeout': TIMEOUT,
  '~network': NETWORK,
  '~legacy': LEGACY,
}

/** An answer that is not what was asked for, although its row counts as completed. */
export type Oddity =
  'truncated' | 'filtered' | 'refused' | 'empty' | 'broken_json' | 'error_status' | 'text_body'

/** Markers in a `custom_id` that spoil the answer. */
const ODDITY_MARKERS: Readonly<Record<string, Oddity>> = {
  /** Ends with `finish_reason: "length"`. */
  '~truncated': 'truncated',
  /** Ends with `finish_reason: "content_filter"`. */
  '~filtered': 'filtered',
  '~refused': 'refused',
  '~empty': 'empty',
  /** Text that starts like JSON and does not parse. */
  '~broken-json': 'broken_json',
  /** Status 400 and an error body, in the output file with `error: null`. */
  '~error-status': 'error_status',
  /** Status 502 and a body that is plain text, in the output file. */
  '~text-body': 'text_body',
}

/** Fails on the first attempt and succeeds on a retry. */
const FAILS_ONCE = '~once'

const FLAKY_FAILURES = [OVERLOADED, TIMEOUT, BAD_REQUEST, BROKEN, NETWORK, LEGACY]

/** Values of the batch metadata `simulate`. */
const BATCH_SIMULATIONS = [
  /** The input file is refused although nothing is wrong with it. */
  'fail-validation',
  /** The deadline is 30 seconds away; half of the rows are never started, and the batch expires. */
  'expire',
  /** The deadline is 10 seconds away; the batch passes it and goes on. */
  'late',
  /** Every row fails; the batch is "completed" all the same. */
  'none-succeed',
  /** No row ever starts. */
  'stall',
  /** The check of the file never ends. */
  'stall-checking',
  /** The results are never written to the end. */
  'stall-writing',
] as const
export type BatchSimulation = (typeof BATCH_SIMULATIONS)[number]

/** Seconds until the deadline where a simulation brings it near. */
export const NEAR_DEADLINE_SECONDS: Partial<Record<BatchSimulation, number>> = { expire: 30, late: 10 }

export function batchSimulation(metadata: Readonly<Record<string, string>> | null): BatchSimulation | null {
  return BATCH_SIMULATIONS.find((simulation) => simulation === metadata?.['simulate']) ?? null
}

/** @param seed fixes the row's luck on later attempts, any whole number */
export interface RowFate {
  model: string
  customId: string
  /** From 0. */
  position: number
  /** From 1. */
  attempt: number
  seed: number
  simulation: BatchSimulation | null
}

/** The failure a row was asked to end in, or `null`. */
export function plannedFailure(row: RowFate): Failure | null {
  const marker = Object.keys(FAILURE_MARKERS).find((candidate) => row.customId.includes(candidate))
  if (marker !== undefined) return FAILURE_MARKERS[marker] ?? null
  if (row.customId.includes(FAILS_ONCE) && row.attempt === 1) return OVERLOADED
  if (row.simulation === 'none-succeed') return BAD_REQUEST
  if (row.model !== 'sim/flaky') return null
  const unlucky = row.attempt === 1 ? row.position % 10 === 3 : (row.seed + row.attempt) % 10 === 0
  return unlucky ? (FLAKY_FAILURES[Math.floor(row.position / 10) % FLAKY_FAILURES.length] ?? null) : null
}

/** How a row's answer was asked to be spoilt, or `null`. */
export function plannedOddity(customId: string): Oddity | null {
  const marker = Object.keys(ODDITY_MARKERS).find((candidate) => customId.includes(candidate))
  return marker === undefined ? null : (ODDITY_MARKERS[marker] ?? null)
}
