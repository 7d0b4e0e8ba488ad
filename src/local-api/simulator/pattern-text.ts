import { TooMuchToWrite, type Budget } from './budget.ts'
import type { Random } from './random.ts'

const DIGITS = '0123456789'
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
const CLASSES: Readonly<Record<string, string>> = { d: DIGITS, w: LETTERS + DIGITS, s: ' ' }
const MOST_REPEATS = 4
/** Enough of a wide range such as all of Unicode. */
const MOST_OF_RANGE = 200

/** Half of a character. */
const SURROGATE = /[\ud800-\udfff]/

class Unsupported extends Error {}

/** Writes a text while reading a pattern; one pass, one alternative each. */
class PatternWriter {
  readonly #pattern: string
  readonly #random: Random
  readonly #budget: Budget
  #at = 0
  #depth = 0

  constructor(pattern: string, random: Random, budget: Budget) {
    this.#pattern = pattern
    this.#random = random
    this.#budget = budget
  }

  write(): string {
    const text = this.#alternatives()()
    if (this.#at < this.#pattern.length) throw new Unsupported()
    return text
  }

  #peek(): string {
    return this.#pattern.charAt(this.#at)
  }

  #take(): string {
    const taken = this.#peek()
    if (taken === '') throw new Unsupported()
    this.#at += 1
    return taken
  }

  #alternatives(): () => string {
    const first = this.#sequence()
    const others: (() => string)[] = []
    while (this.#peek() === '|') {
      this.#take()
      others.push(this.#sequence())
    }
    return () => this.#random.pick([first, ...others])()
  }

  #sequence(): () => string {
    const pieces: (() => string)[] = []
    while (this.#peek() !== '' && this.#peek() !== '|' && this.#peek() !== ')') pieces.push(this.#repeated())
    return () => pieces.map((piece) => piece()).join('')
  }

  #repeated(): () => string {
    this.#budget.spend(1)
    const atom = this.#atom()
    const [least, most] = this.#bounds()
    // Lazy or not, the text may be the same.
    if (this.#peek() === '?') this.#take()
    return () => {
      const length = this.#random.integer(least, most)
      this.#budget.spend(length)
      return Array.from({ length }, () => atom()).join('')
    }
  }

  #bounds(): [number, number] {
    const counts = /^\{(\d+)(,(\d*))?\}/.exec(this.#pattern.slice(this.#at))
    if (counts) {
      const [whole, least = '0', comma, most] = counts
      this.#at += whole.length
      const low = Number(least)
      if (comma === undefined) return [low, low]
      return [low, most ? Number(most) : low + MOST_REPEATS]
    }
    switch (this.#peek()) {
      case '?':
        this.#take()
        return [0, 1]
      case '*':
        this.#take()
        return [0, MOST_REPEATS]
      case '+':
        this.#take()
        return [1, MOST_REPEATS]
      default:
        return [1, 1]
    }
  }

  #atom(): () => string {
    const taken = this.#take()
    switch (taken) {
      case '^':
      case '$':
        return this.#edge(taken)
      case '.':
        return this.#oneOf(LETTERS)
      case '[':
        return this.#oneOf(this.#set())
      case '(':
        return this.#group()
      case '\\':
        return this.#oneOf(this.#escape())
      default:
        if (SURROGATE.test(taken)) throw new Unsupported()
        return () => taken
    }
  }

  /** Anchors say nothing at the edges of the text; anywhere else few texts could match. */
  #edge(anchor: '^' | '$'): () => string {
    const neighbour = anchor === '^' ? this.#pattern.charAt(this.#at - 2) : this.#peek()
    if (this.#depth > 0 || (neighbour !== '' && neighbour !== '|')) throw new Unsupported()
    return () => ''
  }

  #group(): () => string {
    if (this.#peek() === '?') {
      this.#take()
      if (this.#take() !== ':') throw new Unsupported()
    }
    this.#depth += 1
    const inner = this.#alternatives()
    if (this.#take() !== ')') throw new Unsupported()
    this.#depth -= 1
    return inner
  }

  #escape(): string {
    const escaped = this.#take()
    if (/[a-zA-Z0-9]/.test(escaped) && CLASSES[escaped] === undefined) throw new Unsupported()
    return CLASSES[escaped] ?? escaped
  }

  #set(): string {
    if (this.#peek() === '^') throw new Unsupported()
    let characters = ''
    while (this.#peek() !== ']') {
      const from = this.#peek() === '\\' ? (this.#take(), this.#escape()) : this.#take()
      if (from.length !== 1 || this.#peek() !== '-' || this.#pattern.charAt(this.#at + 1) === ']') {
        characters += from
        continue
      }
      this.#take()
      const first = from.charCodeAt(0)
      const last = Math.min(this.#take().charCodeAt(0), first + MOST_OF_RANGE)
      for (let code = first; code <= last; code += 1) characters += String.fromCharCode(code)
    }
    this.#take()
    return characters
  }

  #oneOf(characters: string): () => string {
    if (characters === '' || SURROGATE.test(characters)) throw new Unsupported()
    return () => characters.charAt(this.#random.integer(0, characters.length - 1))
  }
}

/**
 * A text that matches a regular expression made of characters, classes, groups, alternatives and counts;
 * `null` for one that needs more (look-around, negated classes, back-references) or is no valid pattern.
 * The text is not tried on the pattern, which can take for ever.
 * @throws TooMuchToWrite
 */
export function textForPattern(pattern: string, random: Random, budget: Budget): string | null {
  try {
    const { source } = new RegExp(pattern, 'u')
    return new PatternWriter(source, random, budget).write()
  } catch (error) {
    if (error instanceof TooMuchToWrite) throw error
    return null
  }
}
