import { useState } from 'react'
import type { DiffPiece } from '~/domain/compare/text-diff'
import { formatCount } from '~/lib/format'
import { Button } from '~/ui/button'
import { classNames } from '~/ui/class-names'
import { VisibleText } from '../shared/rows/visible-text'

/** Characters shown at first, and how many more with each click: more at once would hold the page up. */
const FIRST = 20_000
const MORE = 100_000

interface MarkedTextProps {
  pieces: readonly DiffPiece[]
  /** What only A has counts as removed, what only B has as added. */
  kind: 'removed' | 'added'
  isCode: boolean
}

/** A text in which what the other one does not have is marked. */
export function MarkedText({ pieces, kind, isCode }: MarkedTextProps) {
  const [shown, setShown] = useState(FIRST)
  const all = pieces.reduce((sum, { text }) => sum + text.length, 0)
  return (
    <>
      <div
        dir="auto"
        className={classNames('whitespace-pre-wrap wrap-anywhere', isCode && 'font-mono text-xs leading-5')}
      >
        {beginning(pieces, shown).map(({ text, isChanged }, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- pieces keep their places
          <Piece key={index} text={text} kind={isChanged ? kind : 'same'} />
        ))}
      </div>
      {all > shown ? (
        <p className="flex flex-wrap items-center gap-3 pt-2 text-sm text-ink-muted">
          <span className="tabular-nums">
            {formatCount(shown)} of {formatCount(all)} characters
          </span>
          <Button size="sm" onClick={() => setShown(shown + MORE)}>
            Show more
          </Button>
        </p>
      ) : null}
    </>
  )
}

function Piece({ text, kind }: { text: string; kind: MarkedTextProps['kind'] | 'same' }) {
  switch (kind) {
    case 'same':
      return <VisibleText text={text} />
    case 'removed':
      return (
        <del className="rounded-sm bg-danger-wash box-decoration-clone text-danger decoration-danger/60 decoration-dashed underline-offset-4 [text-decoration-line:underline]">
          <VisibleText text={text} />
        </del>
      )
    case 'added':
      return (
        <ins className="rounded-sm bg-success-wash box-decoration-clone text-success underline decoration-success/60 underline-offset-4">
          <VisibleText text={text} />
        </ins>
      )
  }
}

/** The pieces of the first so many characters. */
function beginning(pieces: readonly DiffPiece[], characters: number): DiffPiece[] {
  const begun: DiffPiece[] = []
  let left = characters
  for (const piece of pieces) {
    if (left <= 0) break
    begun.push({ ...piece, text: piece.text.slice(0, left) })
    left -= piece.text.length
  }
  return begun
}
