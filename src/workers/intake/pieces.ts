/** Bytes to check, and how much of the file they took. */
export interface Piece {
  bytes: Uint8Array
  /** Bytes of the file read so far. */
  fileBytes: number
}

/** The first piece is small, so that the first verdict does not wait for the disk. */
const FIRST_SLICE_BYTES = 64 * 1024
/** Large slices: `file.stream()` hands out 64 KB at a time, which costs more than the reading. */
const SLICE_BYTES = 4 * 1024 * 1024
/** A few kilobytes of gzip can hold gigabytes; no batch file is that large. */
const MOST_UNPACKED_BYTES = 1_000_000_000

/** Reads a file in large pieces, each while the one before it is being checked. */
export async function* readPieces(file: Blob): AsyncGenerator<Piece, void, undefined> {
  let end = Math.min(file.size, FIRST_SLICE_BYTES)
  let reading = file.slice(0, end).arrayBuffer()
  while (end > 0) {
    const bytes = new Uint8Array(await reading)
    const fileBytes = end
    if (fileBytes < file.size) {
      end = Math.min(file.size, fileBytes + SLICE_BYTES)
      reading = file.slice(fileBytes, end).arrayBuffer()
    }
    yield { bytes, fileBytes }
    if (fileBytes === file.size) return
  }
}

/**
 * Reads a gzip file unpacked.
 * @param parts takes the unpacked bytes as blobs of a few megabytes
 * @throws TypeError when the stream is broken; Error when it unpacks to more than 1 GB
 */
export async function* unpackPieces(file: Blob, parts: Blob[]): AsyncGenerator<Piece, void, undefined> {
  let fileBytes = 0
  const packed = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const slice = await file.slice(fileBytes, fileBytes + SLICE_BYTES).arrayBuffer()
      fileBytes += slice.byteLength
      if (slice.byteLength > 0) controller.enqueue(new Uint8Array(slice))
      if (fileBytes >= file.size) controller.close()
    },
  })
  let unpacked = 0
  let kept: Uint8Array<ArrayBuffer>[] = []
  let keptBytes = 0
  for await (const bytes of packed.pipeThrough(new DecompressionStream('gzip'))) {
    unpacked += bytes.length
    if (unpacked > MOST_UNPACKED_BYTES) throw new Error('It unpacks to more than 1 GB.')
    kept.push(bytes)
    keptBytes += bytes.length
    if (keptBytes >= SLICE_BYTES) {
      parts.push(new Blob(kept))
      kept = []
      keptBytes = 0
    }
    yield { bytes, fileBytes }
  }
  parts.push(new Blob(kept))
}
