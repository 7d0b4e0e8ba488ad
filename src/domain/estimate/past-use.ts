import type { AnswerForm } from './request-parts.ts'
import type { TokenRange } from './token-range.ts'

/** What a batch of one model was estimated to need and what it needed. */
export interface UseRecord {
  model: string
  form: AnswerForm
  /** Hash of the input file, or its name, size and date. */
  fingerprint: string | null
  /** Rows with an answer. */
  rows: number
  /** Answers asked for, over all those rows. */
  choices: number
  /** Input tokens as estimated without any experience, over all those rows. */
  estimatedInput: number
  actualInput: number
  actualOutput: number
}

/** What earlier batches of a model say about the next one. */
export interface PastUse {
  batches: number
  isSameFile: boolean
  form: AnswerForm
  /** Actual by estimated input tokens; 1 is a perfect estimate. */
  input: TokenRange
  /** Tokens of one answer; `null` where nothing was written. */
  answer: TokenRange | null
}

/** The newest batches count; older ones may have had other prompts. */
const MOST_BATCHES = 20
/** How far the next batch may leave what was seen: the same file hardly, another one more. */
const MARGIN = { same: { input: 1.03, answer: 1.25 }, other: { input: 1.08, answer: 2 } } as const

/**
 * Rolls up earlier batches of a model.
 * @param records newest first
 * @param wanted of the requests to come: batches of the same file count before all others of the same form
 * @returns `null` where there is none
 */
export function pastUseOf(
  records: readonly UseRecord[],
  wanted: { model: string; form: AnswerForm; fingerprint: string | null },
): PastUse | null {
  const fitting = records.filter(
    ({ model, form, rows, estimatedInput }) =>
      model === wanted.model && form === wanted.form && rows > 0 && estimatedInput > 0,
  )
  const same = fitting.filter(({ fingerprint }) => fingerprint !== null && fingerprint === wanted.fingerprint)
  const isSameFile = same.length > 0
  const chosen = (isSameFile ? same : fitting).slice(0, MOST_BATCHES)
  if (chosen.length === 0) return null
  const margin = isSameFile ? MARGIN.same : MARGIN.other
  const answered = chosen.filter(({ choices, actualOutput }) => choices > 0 && actualOutput > 0)
  return {
    batches: chosen.length,
    isSameFile,
    form: wanted.form,
    input: rangeOf(
      chosen.map(({ actualInput, estimatedInput }) => [actualInput, estimatedInput]),
      margin.input,
    ),
    answer:
      answered.length === 0
        ? null
        : rangeOf(
            answered.map(({ actualOutput, choices }) => [actualOutput, choices]),
            margin.answer,
          ),
  }
}

/** The ratio of two sums, and the smallest and largest single ratio, with a margin around them. */
function rangeOf(pairs: readonly (readonly [number, number])[], margin: number): TokenRange {
  const ratios = pairs.map(([part, whole]) => part / whole)
  const parts = pairs.reduce((sum, [part]) => sum + part, 0)
  const wholes = pairs.reduce((sum, [, whole]) => sum + whole, 0)
  return {
    low: Math.min(...ratios) / margin,
    likely: parts / wholes,
    high: Math.max(...ratios) * margin,
  }
}
