/** `subtle.digest` has no streaming form: slices of this many bytes are hashed, then their hashes. */
const SLICE_BYTES = 4 * 1024 * 1024
const HASH_BYTES = 32

/**
 * A hash of a file's content, the same for the same bytes: SHA-256 of the SHA-256 hashes of its slices, as hexadecimal.
 * @throws Error when the file cannot be read any more
 */
export async function hashOfFile(file: Blob, subtle: SubtleCrypto): Promise<string> {
  const hashes = new Uint8Array(Math.max(1, Math.ceil(file.size / SLICE_BYTES)) * HASH_BYTES)
  for (let start = 0; start < file.size || start === 0; start += SLICE_BYTES) {
    const slice = await file.slice(start, start + SLICE_BYTES).arrayBuffer()
    hashes.set(new Uint8Array(await subtle.digest('SHA-256', slice)), (start / SLICE_BYTES) * HASH_BYTES)
  }
  const whole = new Uint8Array(await subtle.digest('SHA-256', hashes))
  return Array.from(whole, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
