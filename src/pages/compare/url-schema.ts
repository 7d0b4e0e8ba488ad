import * as z from 'zod/mini'
import { COMPARE_FILTERS } from '~/domain/compare/verdict'

/** What of a comparison is in the URL: the batches by id, what is in view, and the open row by its key. */
export const CompareUrl = z.object({
  left: z.catch(z.string(), ''),
  right: z.catch(z.string(), ''),
  filter: z.catch(z.enum(COMPARE_FILTERS), 'all'),
  search: z.catch(z.string(), ''),
  row: z.catch(z.string().check(z.regex(/^b?[1-9]\d{0,8}$/)), ''),
  view: z.catch(z.enum(['marked', 'read']), 'marked'),
})

export type CompareUrl = z.infer<typeof CompareUrl>
