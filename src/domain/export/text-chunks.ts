/** Characters that are gathered before they are handed on: many small writes are slow. */
const CHUNK = 256 * 1024

/** Texts as UTF-8, in pieces of about half a megabyte. Each text must hold whole characters. */
export async function* encodedInChunks(
  texts: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  const encoder = new TextEncoder()
  let gathered = ''
  for await (const text of texts) {
    gathered += text
    if (gathered.length < CHUNK) continue
    yield encoder.encode(gathered)
    gathered = ''
  }
  if (gathered !== '') yield encoder.encode(gathered)
}
