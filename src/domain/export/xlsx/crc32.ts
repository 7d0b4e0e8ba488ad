const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

/** The checksum of ZIP files, fed piece by piece; source: ISO 3309. */
export class Crc32 {
  #value = 0xffffffff

  update(bytes: Uint8Array): void {
    let value = this.#value
    for (let at = 0; at < bytes.length; at += 1) {
      value = (TABLE[(value ^ (bytes[at] ?? 0)) & 0xff] ?? 0) ^ (value >>> 8)
    }
    this.#value = value
  }

  get value(): number {
    return (this.#value ^ 0xffffffff) >>> 0
  }
}
