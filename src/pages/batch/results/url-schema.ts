import * as z from 'zod/mini'
import { OUTCOMES, type Outcome, outcomeNamed } from '~/domain/results/outcome'

/** What of the results is in the URL. `row` is the number a person sees, from 1; empty when none is open. */
export const ResultsUrl = z.object({
  outcome: z.catch(z.enum(['all', ...OUTCOMES]), 'all'),
  row: z.catch(z.string().check(z.regex(/^[1-9]\d{0,8}$/)), ''),
  view: z.catch(z.enum(['read', 'raw']), 'read'),
})

export type ResultsUrl = z.infer<typeof ResultsUrl>

/** The filter of a URL, `null` for all rows. */
export function filterOf({ outcome }: ResultsUrl): Outcome | null {
  return outcomeNamed(outcome)
}

/** The open row of a URL as an index from 0, `null` when none is open. */
export function openRowOf({ row }: ResultsUrl): number | null {
  return row === '' ? null : Number(row) - 1
}
