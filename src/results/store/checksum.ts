const PRIME = 0x01000193

/**
 * A 32-bit checksum, for bytes that a crash has cut or left unwritten; no protection from forgery. Four sums side by
 * side, since each step of one waits for the step before it.
 */
export function checksum(bytes: Uint8Array): number {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
  const words = new Int32Array(aligned.buffer, aligned.byteOffset, Math.floor(bytes.length / 4))
  let [first, second, third, fourth] = [1, 2, 3, bytes.length]
  const whole = words.length - (words.length % 4)
  for (let at = 0; at < whole; at += 4) {
    first = mixed(first, words[at] ?? 0)
    second = mixed(second, words[at + 1] ?? 0)
    third = mixed(third, words[at + 2] ?? 0)
    fourth = mixed(fourth, words[at + 3] ?? 0)
  }
  let sum = mixed(mixed(mixed(first, second), third), fourth)
  for (let at = 4 * whole; at < bytes.length; at += 1) sum = mixed(sum, bytes[at] ?? 0)
  return sum >>> 0
}

function mixed(sum: number, word: number): number {
  const product = Math.imul(sum ^ word, PRIME)
  return product ^ (product >>> 15)
}
