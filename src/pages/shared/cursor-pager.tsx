import { Link } from 'react-router'
import type { Page } from '~/contract/page'
import { buttonClass } from '~/ui/button'
import { Pager } from '~/ui/pager'

interface CursorPagerProps {
  /** What is in view, for example "20 batches on this page, newest first". */
  summary: string
  page: Pick<Page<unknown>, 'has_more' | 'last_id'>
  /** The cursor of the page in view; empty on the newest. */
  after: string
  /** The query string that leads to the page after a cursor. */
  queryFor: (after: string) => string
}

/** The way through a list by cursors: these only lead on, so the way back is the browser's, or the start. */
export function CursorPager({ summary, page, after, queryFor }: CursorPagerProps) {
  const look = buttonClass({ size: 'sm' })
  return (
    <Pager
      summary={summary}
      newer={
        after ? (
          <Link to={queryFor('') || '?'} className={look}>
            Newest
          </Link>
        ) : undefined
      }
      older={
        page.has_more && page.last_id ? (
          <Link to={queryFor(page.last_id)} className={look}>
            Older
          </Link>
        ) : undefined
      }
    />
  )
}
