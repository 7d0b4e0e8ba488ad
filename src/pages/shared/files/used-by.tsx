import { Link } from 'react-router'
import { type FileUsers, USERS_LOOKED_THROUGH } from '~/api/file-users'
import type { Batch } from '~/contract/batch'
import type { StoredFile } from '~/contract/file'
import { titleOf } from '~/domain/batch-state'
import { formatCount } from '~/lib/format'
import { paths } from '~/lib/paths'
import { JobLink } from '../job-link'

interface UsedByProps {
  file: StoredFile
  /** `undefined` while they are not known. */
  users: FileUsers | undefined
}

/** The batches that read a file, or the one that wrote it, in a sentence. */
export function UsedBy({ file, users }: UsedByProps) {
  if (users === undefined) return null
  const batches = users.byFile.get(file.id) ?? []
  const words = file.purpose === 'batch' ? 'used by' : 'written by'
  if (batches.length === 0) {
    const none = users.isWhole ? 'no batch' : `none of the newest ${USERS_LOOKED_THROUGH} batches`
    return (
      <span>
        {words} {none}
      </span>
    )
  }
  return (
    <span className="min-w-0">
      {words} <BatchLinks batches={batches} most={3} />
    </span>
  )
}

interface BatchLinksProps {
  batches: readonly Batch[]
  /** Batches shown by name. */
  most: number
}

/** The batches of a file, each a link. */
export function BatchLinks({ batches, most }: BatchLinksProps) {
  return (
    <>
      {batches.slice(0, most).map((batch, index) => (
        <span key={batch.id}>
          {index > 0 ? ', ' : ''}
          <Link
            to={paths.batch(batch.id)}
            className="text-ink underline decoration-line-strong underline-offset-4 wrap-anywhere hover:decoration-current"
          >
            {titleOf(batch, null)}
          </Link>
          <JobLink batch={batch} className="ml-2 text-sm" />
        </span>
      ))}
      {batches.length > most ? ` and ${formatCount(batches.length - most)} more` : ''}
    </>
  )
}
