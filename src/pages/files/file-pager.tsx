import type { FileIndex } from '~/api/file-index'
import type { StoredFile } from '~/contract/file'
import { formatBytes, formatCount, formatQuantity } from '~/lib/format'
import { urlQuery } from '~/lib/url-state'
import { Pager } from '../shared/pager'
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
  return (
    <Pager
      summary={parts.filter((part) => part !== null).join(' · ')}
      page={page}
      hasOlder={fitting.length > page * pageSize}
      queryFor={(to) => urlQuery(FilesUrl, { ...url, page: String(to) }) || '?'}
    />
  )
}
