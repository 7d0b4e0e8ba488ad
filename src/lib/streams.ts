/**
 * The chunks of a stream, for browsers whose streams cannot be iterated. Leaving the loop early cancels
 * the stream, and with it the rest of a download.
 */
export async function* chunksOf<Chunk>(stream: ReadableStream<Chunk> | null): AsyncGenerator<Chunk> {
  if (!stream) return
  const reader = stream.getReader()
  let exhausted = false
  try {
    while (!exhausted) {
      const { done, value } = await reader.read()
      exhausted = done
      if (value !== undefined) yield value
    }
  } finally {
    if (!exhausted) await reader.cancel().catch(() => undefined)
  }
}
