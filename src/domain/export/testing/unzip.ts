import { crc32, inflateRawSync } from 'node:zlib'

/**
 * The files of a ZIP by path, found through its directory as readers do.
 * @throws when a checksum or a length is wrong
 */
export function unzip(zip: Uint8Array): Map<string, string> {
  const bytes = Buffer.from(zip)
  const end = bytes.length - 22
  if (bytes.readUInt32LE(end) !== 0x06054b50)
    throw new Error('The end of the directory is not where it must be.')
  const files = new Map<string, string>()
  let at = bytes.readUInt32LE(end + 16)
  for (let entry = 0; entry < bytes.readUInt16LE(end + 10); entry += 1) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) throw new Error('An entry of the directory is broken.')
    const pathLength = bytes.readUInt16LE(at + 28)
    const path = bytes.toString('utf8', at + 46, at + 46 + pathLength)
    const offset = bytes.readUInt32LE(at + 42)
    if (bytes.toString('utf8', offset + 30, offset + 30 + pathLength) !== path)
      throw new Error(`${path} is lost.`)
    const begin = offset + 30 + pathLength
    const content = inflateRawSync(bytes.subarray(begin, begin + bytes.readUInt32LE(at + 20)))
    if (content.length !== bytes.readUInt32LE(at + 24)) throw new Error(`${path} has another length.`)
    if (crc32(content) !== bytes.readUInt32LE(at + 16)) throw new Error(`${path} has another checksum.`)
    files.set(path, content.toString('utf8'))
    at += 46 + pathLength
  }
  return files
}
