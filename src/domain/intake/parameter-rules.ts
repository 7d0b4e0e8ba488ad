import type { Find } from './problem-log.ts'

interface NumberRule {
  least: number
  most: number
  /** Counts something. */
  isWhole: boolean
}

const COUNT = { least: 1, most: Number.POSITIVE_INFINITY, isWhole: true } as const
const PENALTY = { least: -2, most: 2, isWhole: false } as const

/** Numbers that a request may carry, with their limits; source: OpenAI's reference of the endpoints. */
const NUMBER_RULES = Object.entries({
  temperature: { least: 0, most: 2, isWhole: false },
  top_p: { least: 0, most: 1, isWhole: false },
  presence_penalty: PENALTY,
  frequency_penalty: PENALTY,
  max_tokens: COUNT,
  max_completion_tokens: COUNT,
  max_output_tokens: COUNT,
  n: { least: 1, most: 128, isWhole: true },
  top_logprobs: { least: 0, most: 20, isWhole: true },
  seed: { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY, isWhole: true },
  dimensions: COUNT,
} satisfies Record<string, NumberRule>)

const MOST_STOPS = 4

/** Checks the numbers and the stop texts of a body; `null` stands for the model's own choice. */
export function checkParameters(body: Readonly<Record<string, unknown>>, find: Find): void {
  for (const [name, rule] of NUMBER_RULES) {
    const value = body[name]
    if (value === undefined || value === null) continue
    const evidence = { path: `body.${name}`, value, hint: wordsOf(rule) }
    if (typeof value !== 'number' || (rule.isWhole && !Number.isInteger(value)))
      find('parameter_type', evidence)
    else if (value < rule.least || value > rule.most) find('parameter_range', evidence)
  }
  checkStop(body['stop'], find)
}

function checkStop(stop: unknown, find: Find): void {
  if (stop === undefined || stop === null || typeof stop === 'string') return
  const evidence = { path: 'body.stop', value: stop, hint: 'a text, or up to four' }
  if (!Array.isArray(stop) || stop.some((text) => typeof text !== 'string')) find('parameter_type', evidence)
  else if (stop.length > MOST_STOPS) find('parameter_range', evidence)
}

function wordsOf({ least, most, isWhole }: NumberRule): string {
  const kind = isWhole ? 'a whole number' : 'a number'
  if (Number.isFinite(most)) return `${kind} from ${least} to ${most}`
  return Number.isFinite(least) ? `${kind} from ${least} on` : kind
}
