import { Fragment, useState } from 'react'
import { formatCount } from '~/lib/format'
import { Button } from '~/ui/button'
import { classNames } from '~/ui/class-names'

/** Characters shown at first, and how many more with each click: more at once would hold the page up. */
const FIRST = 20_000
const MORE = 100_000

interface LongTextProps {
  text: string
  /** Code and JSON stand in the mono face. */
  isCode?: boolean
}

/** Text as it was written, line breaks and all, in its own direction; long text by and by. */
export function LongText({ text, isCode = false }: LongTextProps) {
  const [shown, setShown] = useState(FIRST)
  return (
    <>
      <div
        dir="auto"
        className={classNames('whitespace-pre-wrap wrap-anywhere', isCode && 'font-mono text-xs leading-5')}
      >
        <Breakable text={text.slice(0, shown)} />
      </div>
      {text.length > shown ? (
        <p className="flex flex-wrap items-center gap-3 pt-2 text-sm text-ink-muted">
          <span className="tabular-nums">
            {formatCount(shown)} of {formatCount(text.length)} characters
          </span>
          <Button size="sm" onClick={() => setShown(shown + MORE)}>
            Show more
          </Button>
        </p>
      ) : null}
    </>
  )
}

/** A word of this many characters may be broken anywhere: browsers take seconds to lay out one of 20,000. */
const LONGEST_WORD = /\S{200}/gu

/** Text in which no word is too long to lay out; the break marks are not part of it when copied. */
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
