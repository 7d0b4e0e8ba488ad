import { readsPages, thinks } from './model-traits.ts'
import type { PastUse } from './past-use.ts'
import type { AnswerForm } from './request-parts.ts'
import type { AnswerGroup, ModelSizes } from './size-tally.ts'
import { addRanges, NO_TOKENS, scaleRange, type TokenRange } from './token-range.ts'

/**
 * How long an answer is that nothing is known of: a word at least, a few paragraphs usually. These are assumptions, and
 * the estimate says so; the first batch of one's own replaces them.
 */
export const USUAL_ANSWERS = {
  text: { low: 2, likely: 300, high: 2_000 },
  json: { low: 5, likely: 150, high: 1_500 },
  page: { low: 50, likely: 900, high: 4_000 },
} as const satisfies Record<string, TokenRange>

/** What a model that thinks adds to an answer. */
export const USUAL_THOUGHT: TokenRange = { low: 0, likely: 400, high: 3_000 }

/** Where a figure for the answers comes from. */
export type AnswerSource = 'limit' | 'same_file' | 'past' | 'schema' | 'usual'

/** Tokens of all answers to the requests of one model. */
export function answerTokens(sizes: ModelSizes, past: PastUse | null): TokenRange {
  return sizes.answers
    .filter(({ form }) => form !== 'none')
    .map((group) => groupTokens(group, oneAnswer(sizes, group.form, past)))
    .reduce(addRanges, NO_TOKENS)
}

/** Where the likely length of answers of a form comes from. */
export function sourceOf(sizes: ModelSizes, form: AnswerForm, past: PastUse | null): AnswerSource {
  if (past?.answer && past.form === form) return past.isSameFile ? 'same_file' : 'past'
  return form === 'schema' && sizes.sample.rowsWithSchema > 0 ? 'schema' : 'usual'
}

/** One answer without a limit. */
function oneAnswer(sizes: ModelSizes, form: AnswerForm, past: PastUse | null): TokenRange {
  if (past?.answer && past.form === form) return past.answer
  const { rowsWithSchema, answer } = sizes.sample
  const plain =
    form === 'schema' && rowsWithSchema > 0
      ? scaleRange(answer, 1 / rowsWithSchema)
      : form === 'text' && readsPages(sizes.model)
        ? USUAL_ANSWERS.page
        : USUAL_ANSWERS[form === 'text' ? 'text' : 'json']
  return thinks(sizes.model) ? addRanges(plain, USUAL_THOUGHT) : plain
}

/** A limit is the most that can be charged, whatever is usual. */
function groupTokens({ choices, limit }: AnswerGroup, one: TokenRange): TokenRange {
  if (limit === null) return scaleRange(one, choices)
  return {
    low: Math.min(limit, one.low * choices),
    likely: Math.min(limit, one.likely * choices),
    high: limit,
  }
}
