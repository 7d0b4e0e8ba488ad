import { Link } from 'react-router'
import { type FileUsers, USERS_LOOKED_THROUGH } from '~/api/file-users'
import type { StoredFile } from '~/contract/file'
import { titleOf } from '~/domain/batch-state'
import { formatCount } from '~/lib/format'
import { paths } from '~/lib/paths'

interface UsedByProps {
  file: StoredFile
  /** `undefined` while they are not known. */
  users: FileUsers | undefined
}

/** Batches shown by name. */
const MOST = 3

/** The batches that read a file, or the one that wrote it, each a link. */
export function UsedBy({ file, users }: UsedByProps) {
  if (users === undefined) return null
  const batches = users.byFile.get(file.id) ?? []
  const isInput = file.purpose === 'batch'
  if (batches.length === 0) {
    const whose = users.isWhole ? 'no batch' : `none of the newest ${USERS_LOOKED_THROUGH} batches`
    return <span>{isInput ? `used by ${whose}` : `written by ${whose}`}</span>
  }
  return (
    <span className="min-w-0">
      {isInput ? 'used by ' : 'written by '}
      {batches.slice(0, MOST).map((batch, index) => (
        <span key={batch.id}>
          {index > 0 ? ', ' : ''}
          <Link to={paths.batch(batch.id)} className="text-ink wrap-anywhere">
            {titleOf(batch, isInput ? file.filename : null)}
          </Link>
        </span>
      ))}
      {batches.length > MOST ? ` and ${formatCount(batches.length - MOST)} more` : ''}
    </span>
  )
}
