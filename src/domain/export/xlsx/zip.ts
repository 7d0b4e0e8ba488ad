import { Crc32 } from './crc32.ts'

/** A file to be packed, as its bytes come. */
export interface ZipEntry {
  path: string
  chunks: AsyncIterable<Uint8Array<ArrayBuffer>> | Iterable<Uint8Array<ArrayBuffer>>
}

/** The file would outgrow the format. `message` is a sentence for people. */
export class ExportTooLarge extends Error {
  override readonly name = 'ExportTooLarge'
}

/** Larger sizes need an extension of the format that not every spreadsheet reads. */
const LARGEST = 0xffffffff

const VERSION = 20
/** Bit 3: sizes follow the data. Bit 11: paths are UTF-8. */
const FLAGS = 0x0808
const DEFLATED = 8
/** The first day the format knows: files with equal content are equal. */
const DATE = (1 << 5) | 1

interface Packed {
  path: Uint8Array
  offset: number
  crc: number
  packedBytes: number
  bytes: number
}

/**
 * Packs files into a ZIP as they come, without ever holding one whole: sizes and checksums stand behind the data.
 * Source: PKWARE APPNOTE 6.3, 4.3 and 4.4.
 * @param entries each is read to its end before the next one is asked for
 * @throws ExportTooLarge when a file or the whole outgrows 4 GB
 */
export async function* zipBytes(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  const packed: Packed[] = []
  let offset = 0
  for await (const { path, chunks } of entries) {
    const entry: Packed = { path: new TextEncoder().encode(path), offset, crc: 0, packedBytes: 0, bytes: 0 }
    const header = localHeader(entry)
    yield header
    for await (const chunk of deflated(chunks, entry)) {
      entry.packedBytes += chunk.length
      if (offset + entry.packedBytes > LARGEST || entry.bytes > LARGEST) {
        throw new ExportTooLarge(
          'The workbook would outgrow 4 GB, more than spreadsheets open. Export CSV instead.',
        )
      }
      yield chunk
    }
    const descriptor = bytesOf([4, 0x08074b50], [4, entry.crc], [4, entry.packedBytes], [4, entry.bytes])
    yield descriptor
    offset += header.length + entry.packedBytes + descriptor.length
    packed.push(entry)
  }
  const directory = packed.map(directoryEntry)
  yield* directory
  const size = directory.reduce((sum, bytes) => sum + bytes.length, 0)
  yield bytesOf(
    [4, 0x06054b50],
    [4, 0],
    [2, packed.length],
    [2, packed.length],
    [4, size],
    [4, offset],
    [2, 0],
  )
}

/** The entry's bytes compressed; notes their checksum and number in it. */
async function* deflated(
  chunks: ZipEntry['chunks'],
  entry: Packed,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  const crc = new Crc32()
  const iterator = iterate(chunks)
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const { done, value } = await iterator.next()
      if (done === true) return controller.close()
      crc.update(value)
      entry.bytes += value.length
      controller.enqueue(value)
    },
    async cancel() {
      await iterator.return(undefined)
    },
  })
  const reader = source.pipeThrough(new CompressionStream('deflate-raw')).getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      yield value
    }
  } finally {
    // Ends the source as well when the reader stops early.
    await reader.cancel()
  }
  entry.crc = crc.value
}

async function* iterate(
  chunks: ZipEntry['chunks'],
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  yield* chunks
}

function localHeader({ path }: Packed): Uint8Array<ArrayBuffer> {
  const fixed = bytesOf([4, 0x04034b50], [2, VERSION], [2, FLAGS], [2, DEFLATED], [2, 0], [2, DATE])
  return joined(fixed, bytesOf([4, 0], [4, 0], [4, 0], [2, path.length], [2, 0]), path)
}

function directoryEntry({ path, offset, crc, packedBytes, bytes }: Packed): Uint8Array<ArrayBuffer> {
  return joined(
    bytesOf([4, 0x02014b50], [2, VERSION], [2, VERSION], [2, FLAGS], [2, DEFLATED], [2, 0], [2, DATE]),
    bytesOf([4, crc], [4, packedBytes], [4, bytes], [2, path.length], [2, 0], [2, 0], [2, 0], [2, 0]),
    bytesOf([4, 0], [4, offset]),
    path,
  )
}

/** Little-endian numbers of 2 or 4 bytes. */
function bytesOf(...fields: readonly (readonly [2 | 4, number])[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(fields.reduce((sum, [size]) => sum + size, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += size
  }
  return bytes
}

function joined(...pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
