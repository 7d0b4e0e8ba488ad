import { Link } from 'react-router'
import type { FileIndex } from '~/api/file-index'
import type { StoredFile } from '~/contract/file'
import { formatBytes, formatCount, formatQuantity } from '~/lib/format'
import { urlQuery } from '~/lib/url-state'
import { buttonClass } from '~/ui/button'
import { Pager } from '~/ui/pager'
import { FilesUrl } from './files-url'

interface FilePagerProps {
  index: FileIndex
  /** All files that fit, on every page. */
  fitting: readonly StoredFile[]
  url: FilesUrl
  pageSize: number
  /** More of the list is being read. */
  isReading: boolean
}

/** The way through the files, with how many fit, their size, and how much of the list was looked through. */
export function FilePager({ index, fitting, url, pageSize, isReading }: FilePagerProps) {
  const page = Number(url.page)
  const filtered = url.search !== '' || url.purpose !== ''
  const read = index.entries.length
  const parts = [
    filtered
      ? `${formatCount(fitting.length)} of ${formatQuantity(read, 'file')}`
      : `${formatQuantity(read, 'file')}${index.reachedEnd ? '' : ' read so far'}`,
    formatBytes(fitting.reduce((sum, { bytes }) => sum + bytes, 0)),
    isReading ? 'still counting older ones' : null,
    index.capped ? 'older ones are too many to look through' : null,
  ]
  const queryFor = (to: number) => urlQuery(FilesUrl, { ...url, page: String(to) }) || '?'
  const link = buttonClass({ size: 'sm' })
  return (
    <Pager
      summary={parts.filter((part) => part !== null).join(' · ')}
      newer={
        page > 1 ? (
          <>
            <Link to={queryFor(1)} className={link}>
              Newest
            </Link>
            <Link to={queryFor(page - 1)} className={link}>
              Newer
            </Link>
          </>
        ) : undefined
      }
      older={
        fitting.length > page * pageSize ? (
          <Link to={queryFor(page + 1)} className={link}>
            Older
          </Link>
        ) : undefined
      }
    />
  )
}
