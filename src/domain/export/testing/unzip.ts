import { Crc32 } from '../xlsx/crc32.ts'

/**
 * The files of a ZIP by path, found through its directory as readers do.
 * @throws when a checksum or a length is wrong
 */
export async function unzip(zip: Uint8Array): Promise<Map<string, string>> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  const textAt = (from: number, length: number) => new TextDecoder().decode(zip.subarray(from, from + length))
  const end = zip.length - 22
  if (view.getUint32(end, true) !== 0x06054b50)
    throw new Error('The end of the directory is not where it must be.')
  const files = new Map<string, string>()
  let at = view.getUint32(end + 16, true)
  for (let entry = 0; entry < view.getUint16(end + 10, true); entry += 1) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new Error('An entry of the directory is broken.')
    const pathLength = view.getUint16(at + 28, true)
    const path = textAt(at + 46, pathLength)
    const offset = view.getUint32(at + 42, true)
    if (textAt(offset + 30, pathLength) !== path) throw new Error(`${path} is lost.`)
    const begin = offset + 30 + pathLength
    const content = await inflated(zip.slice(begin, begin + view.getUint32(at + 20, true)))
    if (content.length !== view.getUint32(at + 24, true)) throw new Error(`${path} has another length.`)
    const crc = new Crc32()
    crc.update(content)
    if (crc.value !== view.getUint32(at + 16, true)) throw new Error(`${path} has another checksum.`)
    files.set(path, new TextDecoder().decode(content))
    at += 46 + pathLength
  }
  return files
}

async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}
