const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const windows = new TextDecoder('windows-1252')

/** Bytes of a character in UTF-8 by its first byte; 0 when none begins so. */
function lengthOf(first: number): number {
  if (first < 0x80) return 1
  if (first >= 0xc2 && first <= 0xdf) return 2
  if (first >= 0xe0 && first <= 0xef) return 3
  return first >= 0xf0 && first <= 0xf4 ? 4 : 0
}

function isCharacter(bytes: Uint8Array): boolean {
  try {
    utf8.decode(bytes)
    return true
  } catch {
    return false
  }
}

/**
 * Reads UTF-8 in which some bytes are no UTF-8: those are taken as Windows-1252, which is what Latin-1 mostly is.
 * What is UTF-8 stays as it is.
 */
export function readMixed(bytes: Uint8Array): string {
  const parts: string[] = []
  let from = 0
  let at = 0
  while (at < bytes.length) {
    const length = lengthOf(bytes[at] ?? 0)
    const isGood = length === 1 || (length > 1 && isCharacter(bytes.subarray(at, at + length)))
    if (isGood) {
      at += length
      continue
    }
    parts.push(utf8.decode(bytes.subarray(from, at)), windows.decode(bytes.subarray(at, at + 1)))
    at += 1
    from = at
  }
  parts.push(utf8.decode(bytes.subarray(from)))
  return parts.join('')
}
