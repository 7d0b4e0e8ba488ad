import { useState } from 'react'
import { formatCount } from '~/lib/format'
import { Button } from '~/ui/button'
import { classNames } from '~/ui/class-names'
import { VisibleText } from './visible-text'

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
        <VisibleText text={text.slice(0, shown)} />
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
