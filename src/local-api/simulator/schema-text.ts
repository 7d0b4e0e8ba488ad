import type { Budget } from './budget.ts'
import { textForPattern } from './pattern-text.ts'
import type { Hints } from './prompt.ts'
import type { Random } from './random.ts'

/** What a schema says about a text. Lengths are characters (code points). */
export interface TextRules {
  format?: string | undefined
  pattern?: string | undefined
  minLength: number
  maxLength: number
}

const NAMES = ['Ada Byron', 'Grace Murray', 'Alan Mathison', 'Edsger Wybe', 'Barbara Jane'] as const
const FILLER = 'simulated '
const CITIES = ['Denver', 'Lisbon', 'Kyoto', 'Nairobi', 'Tallinn'] as const

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0')
}

function date(random: Random): string {
  return `20${pad(random.integer(20, 29), 2)}-${pad(random.integer(1, 12), 2)}-${pad(random.integer(1, 28), 2)}`
}

function time(random: Random): string {
  return `${pad(random.integer(0, 23), 2)}:${pad(random.integer(0, 59), 2)}:${pad(random.integer(0, 59), 2)}Z`
}

function hexadecimal(random: Random, digits: number): string {
  return Array.from({ length: digits }, () => random.integer(0, 15).toString(16)).join('')
}

const FORMATS: ReadonlyMap<string, (random: Random) => string> = new Map(
  Object.entries<(random: Random) => string>({
    'date-time': (random) => `${date(random)}T${time(random)}`,
    date,
    time,
    duration: (random) => `P${random.integer(1, 30)}D`,
    email: (random) => `simulated.${random.integer(1, 999)}@example.com`,
    hostname: (random) => `host-${random.integer(1, 999)}.example.com`,
    ipv4: (random) => `192.0.2.${random.integer(1, 254)}`,
    ipv6: (random) => `2001:db8::${hexadecimal(random, 4)}`,
    uri: (random) => `https://example.com/simulated/${random.integer(1, 999)}`,
    uuid: (random) =>
      [
        hexadecimal(random, 8),
        hexadecimal(random, 4),
        `4${hexadecimal(random, 3)}`,
        `a${hexadecimal(random, 3)}`,
        hexadecimal(random, 12),
      ].join('-'),
  }),
)

function guess(key: string, hints: Hints, random: Random): string {
  const name = key.toLowerCase()
  if (/city|town|location|place|country/.test(name)) return hints.places[0] ?? random.pick(CITIES)
  if (/name|author|person/.test(name)) return hints.names[0] ?? random.pick(NAMES)
  if (/email/.test(name)) return 'simulated@example.com'
  if (/url|link|website/.test(name)) return 'https://example.com/simulated'
  if (/date|day/.test(name)) return date(random)
  const [first = 'text', ...others] = hints.words
  return `Simulated ${random.pick([first, ...others])}`
}

/** Cuts or lengthens a text; counted in code points, as JSON Schema does. */
function fit(text: string, rules: TextRules): string {
  const characters = [...text]
  if (characters.length > rules.maxLength) return characters.slice(0, Math.max(0, rules.maxLength)).join('')
  const missing = Math.max(0, rules.minLength - characters.length)
  return text + FILLER.repeat(Math.ceil(missing / FILLER.length)).slice(0, missing)
}

/**
 * A text for a schema.
 * @param key the property it is for, which decides what it looks like @param hints from the prompt
 * @throws TooMuchToWrite
 */
export function writeText(
  rules: TextRules,
  key: string,
  hints: Hints,
  random: Random,
  budget: Budget,
): string {
  if (rules.pattern !== undefined) {
    const text = textForPattern(rules.pattern, random, budget)
    if (text !== null) return text
  }
  budget.spend(Math.max(rules.minLength, 1))
  const formatted = rules.format === undefined ? undefined : FORMATS.get(rules.format)?.(random)
  return formatted ?? fit(guess(key, hints, random), rules)
}
