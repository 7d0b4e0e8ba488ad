/** A piece of a text: what can be seen, or the code of one character that cannot, for example "U+202E". */
export type VisiblePiece = { kind: 'seen'; text: string } | { kind: 'unseen'; code: string }

/**
 * Characters that are not seen and change how others read: turned directions, zero widths, tags, controls, halves of
 * a character. Joiners between letters or signs of other scripts and of emoji belong to the writing.
 */
const INVISIBLE =
  // eslint-disable-next-line no-control-regex, no-misleading-character-class -- these are what is being shown
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\u{e0000}-\u{e007f}]|(?<=^|[\s\u0021-\u007e])[\u200c\u200d]/gu

/** A text in pieces, so that characters which cannot be seen can be shown by their codes. */
export function visiblePieces(text: string): VisiblePiece[] {
  const pieces: VisiblePiece[] = []
  let at = 0
  for (const { 0: character, index } of text.matchAll(INVISIBLE)) {
    if (index > at) pieces.push({ kind: 'seen', text: text.slice(at, index) })
    pieces.push({ kind: 'unseen', code: codeOf(character) })
    at = index + character.length
  }
  if (at < text.length || pieces.length === 0) pieces.push({ kind: 'seen', text: text.slice(at) })
  return pieces
}

/** A text of which nothing is hidden: a character that cannot be seen stands as its code, "[U+202E]". */
export function withCodes(text: string): string {
  return visiblePieces(text)
    .map((piece) => (piece.kind === 'seen' ? piece.text : `[${piece.code}]`))
    .join('')
}

function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
