import { Fields, JsonCursor, type Reading } from './json-cursor.ts'

type IsWanted = (text: string) => boolean

/** From this status on a result is a failure. */
const FIRST_FAILURE = 400

/** Texts of the fields of a message, a choice or a part, by name. A field that is `null` says nothing. */
class Said extends Map<string, string> {
  readonly #cursor: JsonCursor

  constructor(cursor: JsonCursor) {
    super()
    this.#cursor = cursor
  }

  /** Reads fields that are text or `null`. */
  fields(...names: string[]): Record<string, Reading> {
    return Object.fromEntries(names.map((name) => [name, () => this.#cursor.nothing() || this.note(name)]))
  }

  /** A text that is not blank. */
  filled(name: string): string | null {
    const text = this.get(name)
    return text === undefined || text.trim() === '' ? null : text
  }

  /** Reads a text. */
  note(name: string): boolean {
    const text = this.#cursor.text()
    if (text === null) return false
    this.set(name, text)
    return true
  }
}

/** Reads the texts of chat answers. */
class AnswerReader {
  readonly #cursor = new JsonCursor()
  readonly #said = new Said(this.#cursor)
  #isWanted: IsWanted = () => false
  #hasChoices = false
  #isFound = false

  readonly #message = new Fields({
    ...this.#said.fields('content', 'refusal', 'reasoning', 'reasoning_content'),
    tool_calls: () => this.#cursor.nothing() || this.#cursor.list(() => false),
    function_call: () => this.#cursor.nothing(),
  })
  readonly #choice = new Fields({
    ...this.#said.fields('text'),
    message: () => this.#cursor.object(this.#message),
  })
  readonly #body = new Fields({
    choices: () => this.#cursor.list(() => this.#readChoice()),
    output: () => this.#cursor.nothing(),
    error: () => this.#cursor.nothing(),
  })
  readonly #response = new Fields({
    status_code: () => this.#cursor.nothing() || (this.#cursor.number() ?? FIRST_FAILURE) < FIRST_FAILURE,
    body: () => this.#cursor.object(this.#body),
  })
  readonly #line = new Fields({
    response: () => this.#cursor.object(this.#response),
    error: () => this.#cursor.nothing(),
  })

  some(line: string, isWanted: IsWanted): boolean | null {
    this.#cursor.open(line)
    this.#isWanted = isWanted
    this.#isFound = this.#hasChoices = false
    const isRead = this.#cursor.object(this.#line)
    return this.#isFound ? true : isRead && this.#hasChoices ? false : null
  }

  #readChoice(): boolean {
    const said = this.#said
    said.clear()
    if (!this.#cursor.object(this.#choice)) return false
    this.#hasChoices = true
    return (
      this.#goesOn(said.get('text') ?? said.get('content') ?? '') &&
      this.#goesOn(said.filled('reasoning_content') ?? said.filled('reasoning')) &&
      this.#goesOn(said.filled('refusal'))
    )
  }

  /** What is found needs no further reading. */
  #goesOn(text: string | null): boolean {
    if (text !== null && this.#isWanted(text)) this.#isFound = true
    return !this.#isFound
  }
}

/** Reads the texts of chat requests. */
class RequestReader {
  readonly #cursor = new JsonCursor()
  readonly #said = new Said(this.#cursor)
  #isWanted: IsWanted = () => false
  #hasContent = false
  #hasMessages = false
  #isFound = false

  readonly #imageUrl = new Fields(this.#said.fields('url'))
  readonly #part = new Fields({
    ...this.#said.fields('text'),
    image_url: () => this.#said.note('url') || this.#cursor.object(this.#imageUrl),
  })
  readonly #message = new Fields({
    content: () => this.#readContent(),
    tool_calls: () => this.#cursor.nothing() || this.#cursor.list(() => false),
  })
  readonly #body = new Fields({ messages: () => this.#cursor.list(() => this.#readMessage()) })
  readonly #line = new Fields({ body: () => this.#cursor.object(this.#body) })

  some(line: string, isWanted: IsWanted): boolean | null {
    this.#cursor.open(line)
    this.#isWanted = isWanted
    this.#isFound = this.#hasMessages = false
    const isRead = this.#cursor.object(this.#line)
    return this.#isFound ? true : isRead && this.#hasMessages ? false : null
  }

  /** A message without content is shown as it is written. */
  #readMessage(): boolean {
    this.#hasMessages = true
    this.#hasContent = false
    return this.#cursor.object(this.#message) && this.#hasContent
  }

  #readContent(): boolean {
    this.#hasContent = true
    if (this.#cursor.nothing()) return true
    const text = this.#cursor.text()
    return text === null ? this.#cursor.list(() => this.#readPart()) : this.#goesOn(text)
  }

  /** An image itself is no text. A part that is neither text nor image is shown as it is written. */
  #readPart(): boolean {
    const said = this.#said
    said.clear()
    if (!this.#cursor.object(this.#part)) return false
    const shown = said.get('text') ?? said.get('url')
    if (shown === undefined) return false
    return (!said.has('text') && shown.startsWith('data:')) || this.#goesOn(shown)
  }

  /** What is found needs no further reading. */
  #goesOn(text: string): boolean {
    if (this.#isWanted(text)) this.#isFound = true
    return !this.#isFound
  }
}

const answers = new AnswerReader()
const requests = new RequestReader()

/**
 * Whether any of the texts that `resultTexts` gives of the line of a chat answer is wanted, told without parsing it.
 * @param line valid JSON of a result that has not failed
 * @returns `null` where the line is anything else: then it has to be parsed. What is found ends the reading: a field
 * that is named once more further on is not seen.
 */
export function someResultText(line: string, isWanted: IsWanted): boolean | null {
  return answers.some(line, isWanted)
}

/**
 * Whether any of the texts that `requestTexts` gives of the line of a chat request is wanted, told without parsing it.
 * @param line valid JSON
 * @returns `null` where the line is anything else: then it has to be parsed. What is found ends the reading: a field
 * that is named once more further on is not seen.
 */
export function someRequestText(line: string, isWanted: IsWanted): boolean | null {
  return requests.some(line, isWanted)
}
