/** What nobody escapes in JSON: such words stand in a line as they are. */
const NEVER_ESCAPED = /^[\w .,:;?!()[\]{}*#@$%^|~`=+-]*$/
const ESCAPE = /\\(?:u([\da-f]{4})|(["\\/bfnrt]))/g
const ESCAPED: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

/** Finds words in lines as a person reads them: without regard to case, and behind JSON's escapes. */
export class LineSearch {
  readonly #words: string
  readonly #mayBeEscaped: boolean

  /** @param words not empty */
  constructor(words: string) {
    this.#words = words.toLowerCase()
    this.#mayBeEscaped = !NEVER_ESCAPED.test(words)
  }

  /**
   * Which lines of a text have the words.
   * @param text whole lines
   * @returns indexes of lines from 0, blank ones counted, in order
   */
  linesWith(text: string): number[] {
    // Lowering the case of a text may change its length but never its line breaks.
    const lower = text.toLowerCase()
    if (!this.#mayBeEscaped) return this.#plainHits(lower)
    const hits: number[] = []
    lower.split('\n').forEach((line, index) => {
      if (line.includes(this.#words) || (line.includes('\\') && unescaped(line).includes(this.#words))) {
        hits.push(index)
      }
    })
    return hits
  }

  /** Most parts of a large file have no hit at all: one look at the whole of them is enough. */
  #plainHits(lower: string): number[] {
    const hits: number[] = []
    let line = 0
    let from = 0
    for (let at = lower.indexOf(this.#words); at !== -1; at = lower.indexOf(this.#words, from)) {
      for (let end = lower.indexOf('\n', from); end !== -1 && end < at; end = lower.indexOf('\n', from)) {
        line += 1
        from = end + 1
      }
      hits.push(line)
      const end = lower.indexOf('\n', at)
      if (end === -1) break
      line += 1
      from = end + 1
    }
    return hits
  }
}

/** @param line in lower case */
function unescaped(line: string): string {
  const text = line.replaceAll(ESCAPE, (_all, code: string | undefined, mark: string | undefined) =>
    code === undefined ? (ESCAPED[mark ?? ''] ?? mark ?? '') : String.fromCharCode(Number.parseInt(code, 16)),
  )
  // An escaped capital letter is still one.
  return text.toLowerCase()
}
