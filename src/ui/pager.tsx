import type { ReactNode } from 'react'

interface PagerProps {
  /** The link to what is newer; absent on the first page. */
  newer?: ReactNode
  /** The link to what is older; absent on the last page. */
  older?: ReactNode
  /** What is in view, for example "20 batches, newest first". */
  summary: ReactNode
}

/** The way through a list that the server hands out in pages by cursor. */
export function Pager({ newer, older, summary }: PagerProps) {
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <p className="text-sm text-ink-muted tabular-nums">{summary}</p>
      <div className="flex gap-2">
        {newer}
        {older}
      </div>
    </nav>
  )
}
