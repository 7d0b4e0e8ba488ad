const CHAT_BODY = {
  model: 'acme/chat-8b',
  messages: [{ role: 'user', content: 'Which river runs through Ulm?' }],
}

/** A request with some of its fields replaced; a field that is `undefined` is left out. */
export function line(id: string, changes: Record<string, unknown> = {}): string {
  return JSON.stringify({
    custom_id: id,
    method: 'POST',
    url: '/v1/chat/completions',
    body: CHAT_BODY,
    ...changes,
  })
}

/** A chat request with some fields of its body replaced. */
export function chat(id: string, body: Record<string, unknown> = {}): string {
  return line(id, { body: { ...CHAT_BODY, ...body } })
}

export function embedding(id: string, body: Record<string, unknown> = {}): string {
  return line(id, { url: '/v1/embeddings', body: { model: 'acme/embed-1', input: 'a text', ...body } })
}

export function user(content: unknown): { messages: object[] } {
  return { messages: [{ role: 'user', content }] }
}

export function format(schema: unknown): Record<string, unknown> {
  return { response_format: { type: 'json_schema', json_schema: { name: 'answer', schema } } }
}

/** Lines of a file with an end after each. */
export function file(...lines: string[]): string {
  return lines.map((text) => `${text}\n`).join('')
}

/** Text with every character as two bytes, the low one first. */
export function utf16(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    [...text].flatMap((character) => [character.charCodeAt(0) & 0xff, character.charCodeAt(0) >> 8]),
  )
}

/** A text in which each `ÿ` becomes the single byte 0xFF. */
export function broken(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([...text].map((character) => character.charCodeAt(0)))
}

export const tool = { type: 'function', function: { name: 'get_weather', parameters: { type: 'object' } } }

/** A request with lists in lists where `value` stands as `"here"`: deeper than anything but a parser can follow. */
export function veryDeep(text: string, levels = 20_000): string {
  return text.replace('"here"', '['.repeat(levels) + ']'.repeat(levels))
}

/** Lists in lists. @param levels of them */
export function nested(levels: number): unknown {
  return levels === 0 ? 1 : [nested(levels - 1)]
}
