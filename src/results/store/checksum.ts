const PRIME = 0x01000193

/** A 32-bit checksum, for bytes that a crash has cut or left unwritten; no protection from forgery. */
export function checksum(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const words = bytes.length - (bytes.length % 4)
  let sum = 0x811c9dc5 ^ bytes.length
  for (let at = 0; at < words; at += 4) {
    sum = Math.imul(sum ^ view.getInt32(at, true), PRIME)
    sum ^= sum >>> 15
  }
  for (let at = words; at < bytes.length; at += 1) sum = Math.imul(sum ^ view.getUint8(at), PRIME)
  return (sum ^ (sum >>> 15)) >>> 0
}
