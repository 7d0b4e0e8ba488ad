/** Characters that are gathered before they are handed on: many small writes are slow. */
const CHUNK = 256 * 1024

/** A text that holds whole characters, or bytes that go into a file as they are. */
export type Piece = string | Uint8Array<ArrayBuffer>

/** Texts as UTF-8, in pieces of about half a megabyte. */
export async function* encodedInChunks(
  pieces: AsyncIterable<Piece> | Iterable<Piece>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  const encoder = new TextEncoder()
  let gathered = ''
  for await (const piece of pieces) {
    const isText = typeof piece === 'string'
    if (isText) gathered += piece
    if (isText && gathered.length < CHUNK) continue
    if (gathered !== '') yield encoder.encode(gathered)
    gathered = ''
    if (!isText) yield piece
  }
  if (gathered !== '') yield encoder.encode(gathered)
}
