/** Input files as people write them. */

/** A model that every server of these tests has. */
const MODEL = 'Qwen/Qwen3-VL-30B-A3B-Instruct-FP8'

/** A red dot, 1 × 1 pixel. */
const PNG =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='

/** One line of a chat file. */
export function chatLine(customId: string, content: unknown, options: Record<string, unknown> = {}): string {
  return JSON.stringify({
    custom_id: customId,
    method: 'POST',
    url: '/v1/chat/completions',
    body: { model: MODEL, messages: [{ role: 'user', content }], ...options },
  })
}

/** A file of short questions with the ids `row-1` … `row-N`. */
export function chatFile(rows: number, options: Record<string, unknown> = {}): string {
  const lines = Array.from({ length: rows }, (_, index) =>
    chatLine(`row-${index + 1}`, `Name a river that begins with letter number ${(index % 26) + 1}.`, options),
  )
  return `${lines.join('\n')}\n`
}

/** The shape of the example in the guide "How to submit a batch": text and images, by address and as base64. */
export const GUIDE_FILE = [
  chatLine('colorado', 'What is the capital of Colorado?'),
  chatLine('image-boardwalk', [
    { type: 'text', text: 'What is in this image?' },
    { type: 'image_url', image_url: { url: 'https://images.example/boardwalk.jpg' } },
  ]),
  chatLine('python-code', 'Write a Python function that calculates the Fibonacci sequence.'),
  chatLine('blue-square', [
    { type: 'text', text: 'What colour is this image?' },
    { type: 'image_url', image_url: { url: PNG } },
  ]),
].join('\n')

/** A file as Playwright's file chooser takes it. */
export function filePayload(name: string, text: string) {
  return { name, mimeType: 'application/jsonl', buffer: Buffer.from(text) }
}
