/** Width and height of a picture in pixels. */
export interface PixelSize {
  width: number
  height: number
}

type ByteAt = (index: number) => number

/** A picture's header names its size long before this many bytes, but for photographs with long remarks in front. */
const FARTHEST_BYTE = 1_000_000
const MOST_SEGMENTS = 200

/**
 * Reads the size of a picture from its `data:` URL, decoding only the bytes that it needs.
 * @returns `null` for what is no base64 PNG, JPEG, WebP or GIF, or is broken
 */
export function sizeOfDataUrl(url: string): PixelSize | null {
  const comma = url.indexOf(',', 5)
  if (comma === -1 || comma > 200 || !/;base64$/i.test(url.slice(5, comma))) return null
  const byteAt = base64Bytes(url, comma + 1)
  const size = readSize(byteAt)
  return size && size.width > 0 && size.height > 0 ? size : null
}

function readSize(byteAt: ByteAt): PixelSize | null {
  switch (byteAt(0)) {
    case 0x89:
      return textAt(byteAt, 1, 'PNG') ? { width: big(byteAt, 16, 4), height: big(byteAt, 20, 4) } : null
    case 0x47:
      return textAt(byteAt, 0, 'GIF8') ? { width: little(byteAt, 6, 2), height: little(byteAt, 8, 2) } : null
    case 0x52:
      return textAt(byteAt, 0, 'RIFF') && textAt(byteAt, 8, 'WEBP') ? readWebp(byteAt) : null
    case 0xff:
      return byteAt(1) === 0xd8 ? readJpeg(byteAt) : null
    default:
      return null
  }
}

/** The three kinds of WebP; source: RFC 9649. */
function readWebp(byteAt: ByteAt): PixelSize | null {
  if (textAt(byteAt, 12, 'VP8X')) {
    return { width: little(byteAt, 24, 3) + 1, height: little(byteAt, 27, 3) + 1 }
  }
  if (textAt(byteAt, 12, 'VP8L')) {
    const bits = little(byteAt, 21, 4)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  }
  if (textAt(byteAt, 12, 'VP8 ')) {
    return { width: little(byteAt, 26, 2) & 0x3fff, height: little(byteAt, 28, 2) & 0x3fff }
  }
  return null
}

/** Goes from segment to segment to the frame header (SOF), which names the size; source: ITU T.81, annex B. */
function readJpeg(byteAt: ByteAt): PixelSize | null {
  let at = 2
  for (let segment = 0; segment < MOST_SEGMENTS && at < FARTHEST_BYTE; segment += 1) {
    while (byteAt(at) === 0xff && byteAt(at + 1) === 0xff) at += 1
    const marker = byteAt(at + 1)
    if (byteAt(at) !== 0xff || marker === 0xd9 || marker === 0xda) return null
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) return { height: big(byteAt, at + 5, 2), width: big(byteAt, at + 7, 2) }
    const length = big(byteAt, at + 2, 2)
    if (length < 2) return null
    at += 2 + length
  }
  return null
}

/** Any byte of a base64 text without decoding the others. Beyond its end, and for foreign characters, -1. */
function base64Bytes(text: string, start: number): ByteAt {
  return (index) => {
    const first = start + Math.floor(index / 3) * 4
    const rest = index % 3
    const left = sixBits(text.charCodeAt(first + rest))
    const right = sixBits(text.charCodeAt(first + rest + 1))
    if (left < 0 || right < 0) return -1
    return ((left << (2 + rest * 2)) | (right >> (4 - rest * 2))) & 0xff
  }
}

function sixBits(code: number): number {
  if (code >= 65 && code <= 90) return code - 65
  if (code >= 97 && code <= 122) return code - 71
  if (code >= 48 && code <= 57) return code + 4
  if (code === 43 || code === 45) return 62
  return code === 47 || code === 95 ? 63 : -1
}

function textAt(byteAt: ByteAt, start: number, text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (byteAt(start + at) !== text.charCodeAt(at)) return false
  return true
}

/** A number with its high byte first; -1 beyond the end. */
function big(byteAt: ByteAt, start: number, bytes: number): number {
  let value = 0
  for (let at = 0; at < bytes; at += 1) value = value * 256 + byteAt(start + at)
  return byteAt(start + bytes - 1) < 0 ? -1 : value
}

function little(byteAt: ByteAt, start: number, bytes: number): number {
  let value = 0
  for (let at = bytes - 1; at >= 0; at -= 1) value = value * 256 + byteAt(start + at)
  return byteAt(start + bytes - 1) < 0 ? -1 : value
}
