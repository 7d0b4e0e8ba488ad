import type { ResultLine } from '../../contract/result-line.ts'
import { type Answer, bodyOf, type Choice } from './answer.ts'
import { saysFailed } from './error-cause.ts'
import { fieldOf, isJsonDocument, isRecord } from './json.ts'

/** Every outcome a row can have, in the order lists and filters show them. */
export const OUTCOMES = [
  'succeeded',
  'failed',
  'truncated',
  'refused',
  'empty',
  'invalid_json',
  'pending',
  'cancelled',
  'missing',
] as const

/** What became of one row of a batch. */
export type Outcome = (typeof OUTCOMES)[number]

/** No row of any outcome. */
export const NO_ROWS: Readonly<Record<Outcome, number>> = {
  succeeded: 0,
  failed: 0,
  truncated: 0,
  refused: 0,
  empty: 0,
  invalid_json: 0,
  pending: 0,
  cancelled: 0,
  missing: 0,
}

/** Name and meaning of each outcome, in the person's words. */
export const OUTCOME_FACTS = {
  succeeded: { label: 'Succeeded', meaning: 'The model answered, and the answer can be used.' },
  failed: { label: 'Failed', meaning: 'The request ended in an error. It was not charged.' },
  truncated: { label: 'Cut off', meaning: 'The answer stops at the token limit of the request.' },
  refused: { label: 'Refused', meaning: 'The model declined, or a content filter stopped the answer.' },
  empty: { label: 'Empty', meaning: 'The request succeeded, but the answer has no content.' },
  invalid_json: { label: 'Invalid JSON', meaning: 'The request asked for JSON, and the answer is not JSON.' },
  pending: { label: 'Pending', meaning: 'No result has arrived yet.' },
  cancelled: { label: 'Cancelled', meaning: 'The batch was cancelled before this row ran.' },
  missing: { label: 'Missing', meaning: 'The batch ended without a result for this row.' },
} satisfies Record<Outcome, { label: string; meaning: string }>

/** Outcomes of rows that have an answer, and yet one that cannot be used as it is. */
export const SPOILT = ['truncated', 'refused', 'empty', 'invalid_json'] as const satisfies readonly Outcome[]

/** How many answers cannot be used as they are. */
export function spoiltRows(outcomes: Readonly<Record<Outcome, number>>): number {
  return SPOILT.reduce((sum, outcome) => sum + outcomes[outcome], 0)
}

/** The code some servers give the rows of a cancelled batch instead of leaving them out. */
const CANCELLED_CODE = 'batch_cancelled'

/**
 * The outcome of a row from its result line. A status below 400 is no success by itself: the answer may be
 * cut off, refused or empty, or may not be the JSON that was asked for.
 * @param answer the answer in the line's response body
 * @param asksForJson whether the request set a JSON response format
 */
export function outcomeOf(line: ResultLine, answer: Answer, asksForJson: boolean): Outcome {
  if (line.error != null) return line.error.code === CANCELLED_CODE ? 'cancelled' : 'failed'
  if (line.response == null || (line.response.status_code ?? 200) >= 400) return 'failed'
  const body = bodyOf(line.response.body)
  if (saysFailed(body)) return 'failed'
  switch (answer.kind) {
    case 'unknown':
      // Gateways answer 200 with nothing but an error object in the body.
      if (isRecord(fieldOf(body, 'error'))) return 'failed'
      return hasContent(body) ? 'succeeded' : 'empty'
    case 'vectors':
      return answer.vectors.every((vector) => vector.size > 0) && answer.vectors.length > 0
        ? 'succeeded'
        : 'empty'
    case 'choices':
      return outcomeOfChoices(answer.choices, asksForJson)
  }
}

/** The worst of several choices decides: a person looking for bad rows must find every one. */
function outcomeOfChoices(choices: readonly Choice[], asksForJson: boolean): Outcome {
  if (choices.some(({ ending, refusal }) => ending === 'content_filter' || refusal !== null)) return 'refused'
  if (choices.some(({ ending }) => ending === 'length')) return 'truncated'
  if (choices.length === 0 || choices.some(isEmpty)) return 'empty'
  if (asksForJson && !choices.every(answersInJson)) return 'invalid_json'
  return 'succeeded'
}

function isEmpty(choice: Choice): boolean {
  return choice.text.trim() === '' && choice.toolCalls.length === 0
}

/** A tool call answers by itself; a response format speaks only of text. */
function answersInJson(choice: Choice): boolean {
  return choice.toolCalls.length > 0 || isJsonDocument(choice.text)
}

function hasContent(body: unknown): boolean {
  if (typeof body === 'string') return body.trim() !== ''
  return isRecord(body) ? Object.keys(body).length > 0 : body != null
}
