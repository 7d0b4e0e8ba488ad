import type { Excerpt } from '~/domain/intake/excerpt'
import { classNames } from '~/ui/class-names'

interface MarkedTextProps {
  excerpt: Excerpt
  /** Colours of the mark. */
  mark: string
  /** Stands in the mark when nothing is marked. */
  ifNothing: string
}

/** A piece of a file with the part in question marked. */
export function MarkedText({ excerpt: { before, marked, after }, mark, ifNothing }: MarkedTextProps) {
  return (
    <code className="font-mono text-xs leading-5 wrap-anywhere whitespace-pre-wrap">
      {before}
      <mark className={classNames('rounded-sm px-0.5', mark)}>{marked || ifNothing}</mark>
      {after}
    </code>
  )
}
