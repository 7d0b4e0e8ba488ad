import { useLocation, useSearchParams } from 'react-router'
import * as z from 'zod/mini'
import { createIntendedSearch } from './intended-search.ts'

const intended = createIntendedSearch()

/**
 * The part of the URL that a page's schema describes. Values that do not fit become the schema's defaults.
 * @param schema every field with `z.catch(…, default)`
 */
export function readUrlState<Values extends Record<string, string>>(
  schema: z.ZodMiniType<Values>,
  parameters: URLSearchParams,
): Values {
  return z.parse(schema, Object.fromEntries(parameters))
}

/** The query string for some values: defaults are not written. Starts with "?" unless it is empty. */
export function urlQuery<Values extends Record<string, string>>(
  schema: z.ZodMiniType<Values>,
  values: Values,
): string {
  const defaults = z.parse(schema, {})
  const parameters = new URLSearchParams(
    Object.entries(values).filter(([name, value]) => value !== defaults[name]),
  )
  return parameters.size > 0 ? `?${parameters}` : ''
}

/**
 * The page's state in the URL, so that Back works and a link opens what its sender saw.
 * @returns the values, and a function that changes some of them (by default as a new history entry)
 */
export function useUrlState<Values extends Record<string, string>>(schema: z.ZodMiniType<Values>) {
  const location = useLocation()
  const [parameters, setParameters] = useSearchParams()
  const values = readUrlState(schema, parameters)
  const change = (changes: Partial<Values>, options: { replace?: boolean } = {}) => {
    // Two changes may come before the router has gone where the first one leads: the second must not undo it.
    const before = intended.current(location, window.location.search)
    const current = readUrlState(schema, new URLSearchParams(before))
    const next = urlQuery(schema, { ...current, ...changes })
    intended.intend(location, next)
    setParameters(new URLSearchParams(next), { replace: options.replace ?? false })
  }
  return [values, change] as const
}
