const QUOTE = 0x22
const BACKSLASH = 0x5c
const SPACE = 0x20
const COLON = 0x3a
const COMMA = 0x2c
const OPENING = { list: 0x5b, object: 0x7b } as const
const CLOSING = { list: 0x5d, object: 0x7d } as const

/** Reads one value at the cursor; false where it is not what was hoped for. */
export type Reading = () => boolean

interface Field {
  name: string
  read: Reading
  /** Tells it apart from the others. */
  bit: number
}

/** Which fields of an object to read, and how. Others are passed over. */
export class Fields {
  /** Most names are told apart by their length alone. */
  readonly #byLength: Field[][] = []

  /** @param readings by name; whoever has read a field stands behind its value */
  constructor(readings: Readonly<Record<string, Reading>>) {
    Object.entries(readings).forEach(([name, read], index) => {
      this.#byLength[name.length] ??= []
      this.#byLength[name.length]?.push({ name, read, bit: 1 << index })
    })
  }

  /** The field whose name stands at a place of a text. */
  at(text: string, from: number, length: number): Field | undefined {
    const fields = this.#byLength[length]
    if (fields === undefined) return undefined
    for (const field of fields) if (text.startsWith(field.name, from)) return field
    return undefined
  }
}

/**
 * Goes along a valid JSON text and takes single values out of it, without making values of the rest. Each
 * method reads one value and moves behind it, or says that another kind of value stands there.
 */
export class JsonCursor {
  #text = ''
  #at = 0

  /** Stands at the beginning of a text. One cursor reads many texts, one after the other. */
  open(text: string): void {
    this.#text = text
    this.#at = 0
  }

  /**
   * Reads an object. An object that names a field twice is not read: which of them counts is for the parser to say.
   * @param fields to be read; whoever has read one stands behind its value
   */
  object(fields: Fields): boolean {
    if (!this.#take(OPENING.object)) return false
    if (this.#take(CLOSING.object)) return true
    let seen = 0
    do {
      const length = this.#passName()
      if (length === -1) return false
      const field = fields.at(this.#text, this.#at - 1 - length, length)
      if (!this.#take(COLON)) return false
      if (field === undefined) {
        if (!this.skip()) return false
      } else {
        if ((seen & field.bit) !== 0 || !field.read()) return false
        seen |= field.bit
      }
    } while (this.#take(COMMA))
    return this.#take(CLOSING.object)
  }

  /** Reads each item of a list. */
  list(read: Reading): boolean {
    if (!this.#take(OPENING.list)) return false
    if (this.#take(CLOSING.list)) return true
    do {
      if (!read()) return false
    } while (this.#take(COMMA))
    return this.#take(CLOSING.list)
  }

  /** The text of a string; `null` where none stands. */
  text(): string | null {
    const from = this.#at
    const written = this.#written()
    if (written === null || !written.includes('\\')) return written
    try {
      return JSON.parse(`"${written}"`)
    } catch {
      this.#at = from
      return null
    }
  }

  /** A number; `null` where none stands. */
  number(): number | null {
    const first = this.#peek()
    if (first === QUOTE || first === OPENING.object || first === OPENING.list) return null
    const from = this.#at
    this.#passLiteral()
    const written = this.#text.slice(from, this.#at)
    const value = Number(written)
    if (written.trim() !== '' && !Number.isNaN(value)) return value
    this.#at = from
    return null
  }

  /** Reads `null`. */
  nothing(): boolean {
    this.#peek()
    if (!this.#text.startsWith('null', this.#at)) return false
    this.#at += 'null'.length
    return true
  }

  /** Reads any value. */
  skip(): boolean {
    const first = this.#peek()
    if (first === QUOTE) return this.#passString()
    if (first === OPENING.object || first === OPENING.list) return this.#passNested()
    this.#passLiteral()
    return true
  }

  /** A string as it is written, without its quotes; `null` where none stands. */
  #written(): string | null {
    if (this.#peek() !== QUOTE) return null
    const from = this.#at
    return this.#passString() ? this.#text.slice(from + 1, this.#at - 1) : null
  }

  /** The next character that is no blank; NaN at the end. */
  #peek(): number {
    let code = this.#text.charCodeAt(this.#at)
    while (code <= SPACE) {
      this.#at += 1
      code = this.#text.charCodeAt(this.#at)
    }
    return code
  }

  #take(code: number): boolean {
    if (this.#peek() !== code) return false
    this.#at += 1
    return true
  }

  /** The length of a name; -1 where none stands, or one with escapes, which may be any. */
  #passName(): number {
    if (!this.#take(QUOTE)) return -1
    const from = this.#at
    for (;;) {
      const code = this.#text.charCodeAt(this.#at)
      if (code === BACKSLASH || Number.isNaN(code)) return -1
      this.#at += 1
      if (code === QUOTE) return this.#at - 1 - from
    }
  }

  #passString(): boolean {
    let end = this.#text.indexOf('"', this.#at + 1)
    while (end !== -1 && this.#isEscaped(end)) end = this.#text.indexOf('"', end + 1)
    if (end === -1) return false
    this.#at = end + 1
    return true
  }

  #isEscaped(at: number): boolean {
    let backslashes = 0
    while (this.#text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes += 1
    return backslashes % 2 !== 0
  }

  #passNested(): boolean {
    let depth = 0
    while (this.#at < this.#text.length) {
      const code = this.#text.charCodeAt(this.#at)
      if (code === QUOTE) {
        if (!this.#passString()) return false
        continue
      }
      this.#at += 1
      if (code === OPENING.object || code === OPENING.list) depth += 1
      else if (code === CLOSING.object || code === CLOSING.list) depth -= 1
      if (depth === 0) return true
    }
    return false
  }

  #passLiteral(): void {
    while (this.#at < this.#text.length) {
      const code = this.#text.charCodeAt(this.#at)
      if (code === COMMA || code === CLOSING.object || code === CLOSING.list) return
      this.#at += 1
    }
  }
}
