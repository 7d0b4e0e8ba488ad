import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { buttonClass } from '~/ui/button'

interface PagerProps {
  /** The page in view, from 1. */
  page: number
  hasOlder: boolean
  /** The query of a page's address. */
  queryFor: (page: number) => string
  /** What is in view, for example "20 batches, newest first". */
  summary: ReactNode
}

/** The way through a list, newest first, whose page stands in the address. */
export function Pager({ page, hasOlder, queryFor, summary }: PagerProps) {
  const link = buttonClass({ size: 'sm' })
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <p className="text-sm text-ink-muted tabular-nums">{summary}</p>
      <div className="flex gap-2">
        {page > 1 ? (
          <>
            <Link to={queryFor(1)} className={link}>
              Newest
            </Link>
            <Link to={queryFor(page - 1)} className={link}>
              Newer
            </Link>
          </>
        ) : null}
        {hasOlder ? (
          <Link to={queryFor(page + 1)} className={link}>
            Older
          </Link>
        ) : null}
      </div>
    </nav>
  )
}
