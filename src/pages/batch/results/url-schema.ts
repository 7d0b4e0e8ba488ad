import * as z from 'zod/mini'
import { OUTCOMES } from '~/domain/results/outcome'
import { expressionTrouble } from '~/results/find/expression'
import {
  FIELD_COMPARISONS,
  type RowQuery,
  SEARCH_SCOPES,
  sortColumnNamed,
  STILL_OPEN,
} from '~/results/row-query'

const Tokens = z.catch(z.string().check(z.regex(/^\d{1,9}$/)), '')
const Dollars = z.catch(z.string().check(z.regex(/^\d{1,6}(?:\.\d{1,15})?$/)), '')

/** What of the results is in the URL. `row` is the number a person sees, from 1; empty when none is open. */
export const ResultsUrl = z.object({
  outcome: z.catch(z.enum(['all', ...OUTCOMES, STILL_OPEN]), 'all'),
  search: z.catch(z.string(), ''),
  regex: z.catch(z.enum(['', 'yes']), ''),
  case: z.catch(z.enum(['', 'match']), ''),
  in: z.catch(z.enum(SEARCH_SCOPES), 'all'),
  model: z.catch(z.string(), ''),
  /** The key of an error group. */
  cause: z.catch(z.string(), ''),
  /** A field of structured answers, how it compares, and with what. */
  field: z.catch(z.string(), ''),
  compare: z.catch(z.enum(FIELD_COMPARISONS), 'is'),
  value: z.catch(z.string(), ''),
  tokens_from: Tokens,
  tokens_to: Tokens,
  cost_from: Dollars,
  cost_to: Dollars,
  /** A `SortColumn`. */
  sort: z.catch(z.string().check(z.refine((text) => sortColumnNamed(text) !== null)), 'row'),
  direction: z.catch(z.enum(['up', 'down']), 'up'),
  row: z.catch(z.string().check(z.regex(/^[1-9]\d{0,8}$/)), ''),
  view: z.catch(z.enum(['read', 'raw']), 'read'),
})

export type ResultsUrl = z.infer<typeof ResultsUrl>

/**
 * The rows a URL asks for. A search that cannot be read, and a field without a value, leave no row out.
 * @param settled the rows that have a usable answer by now; `null` while the later attempts have not been read
 */
export function queryOf(url: ResultsUrl, settled: RowQuery['settled']): RowQuery {
  const isRegex = url.regex === 'yes'
  return {
    outcome: url.outcome === 'all' ? null : url.outcome,
    settled,
    text: isRegex && expressionTrouble(url.search) !== null ? '' : url.search,
    isRegex,
    matchesCase: url.case === 'match',
    scope: url.in,
    model: url.model || null,
    cause: url.cause || null,
    field:
      url.field === '' || url.value === ''
        ? null
        : { name: url.field, comparison: url.compare, value: url.value },
    tokens: { from: countOf(url.tokens_from), to: countOf(url.tokens_to) },
    cost: { from: url.cost_from || null, to: url.cost_to || null },
    sort: { by: sortColumnNamed(url.sort) ?? 'row', direction: url.direction },
  }
}

/** The open row of a URL as an index from 0, `null` when none is open. */
export function openRowOf({ row }: ResultsUrl): number | null {
  return row === '' ? null : Number(row) - 1
}

function countOf(digits: string): number | null {
  return digits === '' ? null : Number(digits)
}
