import { RotateCcw } from 'lucide-react'
import { use } from 'react'
import { Link } from 'react-router'
import { useConnection } from '~/api/connection-store'
import { titleOf } from '~/domain/batch-state'
import { paths } from '~/lib/paths'
import { OutcomeMark } from '../../shared/rows/outcome-mark'
import { useFileNames } from '../../shared/use-file-names'
import { MergedContext } from './merged-context'

/** What came of a row when it was tried again, with the way there. */
export function LaterAnswer({ row }: { row: number }) {
  const later = use(MergedContext)?.laterOf(row) ?? null
  const fileId = later?.batch.input_file_id ?? null
  const names = useFileNames(useConnection(), fileId === null ? [] : [fileId])
  if (later === null) return null
  const { batch, outcome } = later
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 border-l-2 border-accent bg-sunken px-3.5 py-2">
      <RotateCcw aria-hidden className="size-4 shrink-0 text-accent" />
      <span className="min-w-0 wrap-anywhere">
        Tried again in{' '}
        <Link
          to={`${paths.batch(batch.id, 'results')}?row=${later.row + 1}`}
          className="font-medium underline decoration-line-strong underline-offset-4 hover:decoration-current"
        >
          {titleOf(batch, names.get(fileId ?? '') ?? null)}
        </Link>
      </span>
      <OutcomeMark outcome={outcome} />
    </p>
  )
}
