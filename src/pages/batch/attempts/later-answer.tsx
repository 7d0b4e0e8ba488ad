import { use } from 'react'
import { useConnection } from '~/api/connection-store'
import { titleOf } from '~/domain/batch-state'
import { paths } from '~/lib/paths'
import { OutcomeMark } from '../../shared/rows/outcome-mark'
import { useFileNames } from '../../shared/use-file-names'
import { AttemptFrame, AttemptLink } from './attempt-frame'
import { MergedContext } from './merged-context'

/** What came of a row when it was tried again, with the way there. */
export function LaterAnswer({ row }: { row: number }) {
  const later = use(MergedContext)?.laterOf(row) ?? null
  const fileId = later?.batch.input_file_id ?? null
  const names = useFileNames(useConnection(), fileId === null ? [] : [fileId])
  if (later === null) return null
  const { batch, outcome } = later
  return (
    <AttemptFrame>
      <span className="min-w-0 wrap-anywhere">
        Tried again in{' '}
        <AttemptLink to={paths.row(batch.id, later.row)}>
          {titleOf(batch, names.get(fileId ?? '') ?? null)}
        </AttemptLink>
      </span>
      <OutcomeMark outcome={outcome} />
    </AttemptFrame>
  )
}
