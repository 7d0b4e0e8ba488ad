import { SPOILT } from '../results/outcome.ts'

const RERUN = ['failed', ...SPOILT] as const

/** Outcomes of rows that ran, and that somebody may want to run again. */
export type RerunOutcome = (typeof RERUN)[number]

/** The outcome a text names, where rows of it may want to run again; `null` for any other text. */
export function rerunOf(outcome: string): RerunOutcome | null {
  return RERUN.find((one) => one === outcome) ?? null
}

/** What to change before rows with an answer that cannot be used run again. */
export const SPOILT_ADVICE = {
  truncated: {
    title: 'Raise the token limit first',
    advice: 'With the same limit the answer stops at the same place.',
  },
  refused: {
    title: 'The same request may be refused again',
    advice: 'Another model, or other words in the request, may help.',
  },
  empty: {
    title: 'The same request may come to nothing again',
    advice: 'Models that think first may need a higher token limit; else another model may answer.',
  },
  invalid_json: {
    title: 'The answer may be no JSON again',
    advice: 'Another model, or a lower temperature, may keep to JSON.',
  },
} satisfies Record<(typeof SPOILT)[number], { title: string; advice: string }>
