import { Link } from 'react-router'
import type { StoredFile } from '~/contract/file'
import { type FileSum, sumsByPurpose, totalOf } from '~/domain/file-list'
import { formatBytes, formatCount, formatQuantity } from '~/lib/format'
import { urlQuery } from '~/lib/url-state'
import { Tile } from '~/ui/tile'
import { FilesUrl } from './files-url'

interface FileTilesProps {
  /** All that were read. */
  files: readonly StoredFile[]
  /** Whether there are no more. */
  isWhole: boolean
}

const KINDS = [
  { purpose: '', label: 'All files' },
  { purpose: 'batch', label: 'Input' },
  { purpose: 'batch_output', label: 'Output' },
  { purpose: 'batch_error', label: 'Errors' },
] as const

const NOTHING: FileSum = { files: 0, bytes: 0 }

/** How many files there are of each kind and how large they are together, each leading to those. */
export function FileTiles({ files, isWhole }: FileTilesProps) {
  const sums = sumsByPurpose(files)
  return (
    <div className="grid grid-cols-2 gap-x-6 gap-y-4 lg:grid-cols-4">
      {KINDS.map(({ purpose, label }) => {
        const sum = purpose === '' ? totalOf(sums.values()) : (sums.get(purpose) ?? NOTHING)
        const words = purpose === '' ? 'of every kind' : `of the kind ${label}`
        return (
          <Tile
            key={purpose}
            label={label}
            value={
              <Link
                to={urlQuery(FilesUrl, { search: '', purpose, page: '1' }) || '?'}
                aria-label={`Show ${formatQuantity(sum.files, 'file')} ${words}`}
                className="text-inherit decoration-1 underline-offset-4 not-hover:no-underline"
              >
                {formatCount(sum.files)}
              </Link>
            }
            detail={`${formatBytes(sum.bytes)}${isWhole ? '' : ' so far'}`}
          />
        )
      })}
    </div>
  )
}
