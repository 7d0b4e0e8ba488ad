/** A place in one of the pieces that a text is put together from. */
export interface PiecePlace<Piece> {
  piece: Piece
  /** Units from the beginning of the piece. */
  offset: number
}

interface Part<Piece> {
  piece: Piece
  start: number
  end: number
}

/** A text that stands on the page in several pieces, and which place of it is where. */
export class JoinedText<Piece> {
  readonly #parts: Part<Piece>[] = []
  #text = ''

  get text(): string {
    return this.#text
  }

  add(piece: Piece, text: string): void {
    if (text === '') return
    const start = this.#text.length
    this.#text += text
    this.#parts.push({ piece, start, end: start + text.length })
  }

  /** A new line that stands in no piece. */
  breakLine(): void {
    this.#text += '\n'
  }

  /** Where a range begins and ends; `null` when it lies in no piece. @param end behind the last unit, beyond `start` */
  span(start: number, end: number): { from: PiecePlace<Piece>; to: PiecePlace<Piece> } | null {
    const first = this.#parts.find((part) => part.end > start)
    const last = this.#parts.findLast((part) => part.start < end)
    if (first === undefined || last === undefined || first.start >= end || last.end <= start) return null
    return {
      from: { piece: first.piece, offset: Math.max(0, start - first.start) },
      to: { piece: last.piece, offset: Math.min(end, last.end) - last.start },
    }
  }
}
