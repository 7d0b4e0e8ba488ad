import type { Excerpt } from '../excerpt.ts'
import type { ProblemKind } from '../problem-kinds.ts'

/** What can be done about problems. */
export type FixId =
  | 'layout'
  | 'windows_1252'
  | 'repair'
  | 'wrap'
  | 'ids'
  | 'method'
  | 'endpoint'
  | 'keep_endpoint'
  | 'body'
  | 'model'
  | 'roles'
  | 'numbers'
  | 'remove'
  | 'extra_fields'
  | 'whole_characters'
  | 'rename'
  | 'drop'

/** A change to a file. Plain data, so that it can be sent to a worker. */
export type Change =
  /** Puts right the lines that have a kind of problem. @param value a model or an endpoint, where the fix takes one */
  | { type: 'fix'; kind: ProblemKind; fix: FixId; value: string | null }
  | { type: 'set_model'; model: string }
  /** Sets a field of every body; `json` is its value as JSON, `null` removes the field. */
  | { type: 'set_parameter'; name: string; json: string | null }
  /** Keeps so many requests, evenly spread over the file. @param of requests in the file */
  | { type: 'sample'; rows: number; of: number }

/** What the rules for single lines cannot know by themselves. */
export interface FixContext {
  /** Ids of the models that the server lists; empty when that is not known. */
  knownModels: readonly string[]
  /** The endpoint that most requests call. */
  endpoint: string | null
}

/** One place of a line before and after; `after` is `null` when the line is taken out. */
export interface Difference {
  before: Excerpt
  after: Excerpt | null
}

/** A line that a change touches. */
export interface Example {
  /** As an editor counts, from 1. */
  line: number
  differences: Difference[]
}

/** What came of changes. */
export interface RewriteOutcome {
  /** Requests or lines that each change touched, in the order of the changes. */
  counts: number[]
  /** Requests that got a line of their own or lost a byte order mark, whatever else was asked for. */
  relaid: number
  /** Requests taken out because of a problem. */
  dropped: number
  /** Lines too long to be kept, which are neither in the new file nor among those that were taken out. */
  endless: number
  /** Requests left out of a sample. */
  leftOut: number
  /** The first lines that changed. */
  examples: Example[]
}
