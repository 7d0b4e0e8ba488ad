import { checkParameters } from '../parameter-rules.ts'
import { parse } from '../parsed-line.ts'

/** Parameters that most requests can have, the most usual first. */
export const COMMON_PARAMETERS = [
  'temperature',
  'max_tokens',
  'top_p',
  'seed',
  'presence_penalty',
  'frequency_penalty',
  'stop',
  'reasoning_effort',
] as const

interface ParameterInput {
  /** The value as JSON, `null` when there is none that fits. */
  json: string | null
  /** Why it does not fit. */
  error?: string
}

/**
 * Reads what a person typed as the value of a parameter: JSON, and anything else as a text.
 * @param name of the parameter, whose rules apply
 */
export function readParameter(name: string, text: string): ParameterInput {
  const typed = text.trim()
  if (typed === '') return { json: null }
  const parsed = parse(typed)
  const value = parsed.ok ? parsed.value : typed
  let error: string | undefined
  checkParameters({ [name]: value }, (_, evidence) => {
    error = `${name} is ${evidence?.hint ?? 'something else'}.`
  })
  if (error !== undefined) return { json: null, error }
  return { json: parsed.ok ? typed : JSON.stringify(typed) }
}
