import type { Find } from './problem-log.ts'

/** Parsers in Rust, which the vendor's server uses, stop at the 128th level (serde_json). */
const MOST_LEVELS = 127
/** The way to what is too deep; all of it would fill a page. */
const SHOWN_LEVELS = 4

/** Finds what is good JSON but does not arrive everywhere as it was written; each kind once a line. */
export function checkValues(line: Readonly<Record<string, unknown>>, find: Find): void {
  const walk = new Walk(find)
  walk.into(line)
}

class Walk {
  readonly #find: Find
  readonly #path: (string | number)[] = []
  #isDeep = false
  #isRounded = false

  constructor(find: Find) {
    this.#find = find
  }

  into(value: unknown): void {
    if (typeof value === 'number') return this.#takeNumber(value)
    if (typeof value !== 'object' || value === null) return
    if (this.#path.length >= MOST_LEVELS) return this.#takeDeep()
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index += 1) this.#step(index, value[index])
    } else {
      for (const [name, inner] of Object.entries(value)) this.#step(name, inner)
    }
  }

  #step(key: string | number, value: unknown): void {
    if (typeof value === 'string') return
    this.#path.push(key)
    this.into(value)
    this.#path.pop()
  }

  #takeNumber(value: number): void {
    if (this.#isRounded || !Number.isInteger(value) || Number.isSafeInteger(value)) return
    this.#isRounded = true
    this.#find('large_number', { path: pathText(this.#path), value })
  }

  #takeDeep(): void {
    if (this.#isDeep) return
    this.#isDeep = true
    this.#find('deep_nesting', { path: pathText(this.#path.slice(0, SHOWN_LEVELS)), value: [null] })
  }
}

function pathText(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`),
    '',
  )
}
