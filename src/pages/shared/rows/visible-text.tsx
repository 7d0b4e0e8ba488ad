import { Fragment } from 'react'
import { visiblePieces } from '~/domain/results/invisible'

/** A word of this many characters may be broken anywhere: browsers take seconds to lay out one of 20,000. */
const LONGEST_WORD = /\S{200}/gu

/**
 * Text in which nothing hides: characters that cannot be seen stand as their codes, so that none turns what
 * follows around, and no word is too long to lay out. The break marks are not part of it when copied.
 */
export function VisibleText({ text }: { text: string }) {
  return visiblePieces(text).map((piece, index) =>
    piece.kind === 'seen' ? (
      // oxlint-disable-next-line react/no-array-index-key -- pieces keep their places
      <Breakable key={index} text={piece.text} />
    ) : (
      <span
        // oxlint-disable-next-line react/no-array-index-key -- pieces keep their places
        key={index}
        title="A character that cannot be seen"
        className="mx-px rounded-sm bg-warning-wash px-0.5 font-mono text-xs text-warning"
      >
        {piece.code}
      </span>
    ),
  )
}

function Breakable({ text }: { text: string }) {
  const ends = Array.from(text.matchAll(LONGEST_WORD), ({ index, 0: word }) => index + word.length)
  if (ends.length === 0) return text
  return [...ends, text.length].map((end, piece) => (
    <Fragment key={end}>
      {piece > 0 ? <wbr /> : null}
      {text.slice(ends[piece - 1] ?? 0, end)}
    </Fragment>
  ))
}
