import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from '~/ui/button'
import { classNames } from '~/ui/class-names'

interface FoldedProps {
  /** What the button says that shows the rest. */
  more: string
  /** Nothing is folded, for example because somebody looks for words in it. */
  isWhole: boolean
  children: ReactNode
}

/**
 * Shows a few lines of what is long where the request stands above its answer, so that the answer is in view too. Side
 * by side, in a container of 36rem or more, all of it shows.
 */
export function Folded({ more, isWhole, children }: FoldedProps) {
  const box = useRef<HTMLDivElement>(null)
  const [isOpen, open] = useState(false)
  const [isCut, setCut] = useState(false)
  const folds = !isWhole && !isOpen
  useEffect(() => {
    // Only the browser knows how high the text is, and code for parts of it comes late.
    const element = box.current
    if (element === null || !folds) return undefined
    const sizes = new ResizeObserver(() => setCut(element.scrollHeight > element.clientHeight + 1))
    for (const part of [element, ...element.children]) sizes.observe(part)
    return () => sizes.disconnect()
  }, [folds])
  const hides = folds && isCut
  return (
    <div className="grid min-w-0 justify-items-start gap-2">
      <div
        ref={box}
        className={classNames(
          'w-full min-w-0',
          folds && 'max-h-36 overflow-hidden @min-[36rem]:max-h-none',
          hides && '[mask-image:linear-gradient(black_calc(100%-2.5rem),transparent)]',
        )}
      >
        <div className="min-w-0">{children}</div>
      </div>
      {hides ? (
        <Button
          size="sm"
          onClick={() => {
            // The button goes: what it has shown is read next.
            box.current?.closest('section')?.querySelector<HTMLElement>('h3')?.focus({ preventScroll: true })
            open(true)
          }}
        >
          {more}
        </Button>
      ) : null}
    </div>
  )
}
