import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { batchIndexQuery, useBatchIndex } from '~/api/batch-index'
import { useConnection } from '~/api/connection-store'
import type { Batch } from '~/contract/batch'
import { matchesSearch, titleOf } from '~/domain/batch-state'
import { candidatesFor, inOrder, type Kinship } from '~/domain/compare/candidates'
import { formatCount } from '~/lib/format'
import { paths } from '~/lib/paths'
import { Dialog } from '~/ui/dialog'
import { SearchField } from '~/ui/field'
import { ShortId } from '~/ui/short-id'
import { SkeletonRows } from '~/ui/skeleton'
import { RelativeTime } from '~/ui/time'
import { BatchBadge } from '../shared/batch-badge'
import { QueryTrouble } from '../shared/query-trouble'
import { useFileNames } from '../shared/use-file-names'

/** Batches listed at once; a search finds the others. */
const MOST_LISTED = 50

const KIN_WORDS = {
  same_file: 'Same input file',
  same_job: 'Same job',
  none: null,
} satisfies Record<Kinship, string | null>

interface CompareDialogProps {
  batch: Batch
  title: string
  onClose: () => void
}

/** Chooses the batch to compare one with. */
export function CompareDialog({ batch, title, onClose }: CompareDialogProps) {
  const connection = useConnection()
  const query = useQuery(batchIndexQuery(connection, 0))
  const { batches } = useBatchIndex(connection)
  const [search, setSearch] = useState('')
  const candidates = candidatesFor(batch, batches)
  const names = useFileNames(
    connection,
    candidates.slice(0, MOST_LISTED).map(({ other }) => other.input_file_id),
  )
  const nameOf = (other: Batch) => names.get(other.input_file_id ?? '') ?? null
  const fitting = candidates.filter(({ other }) => matchesSearch(other, nameOf(other), search))
  return (
    <Dialog open onClose={onClose} title={`Compare “${title}” with …`}>
      <div className="grid gap-4">
        <p className="text-ink-muted">Rows are paired by their custom_id. The older batch is A.</p>
        <SearchField label="Search batches by title or id" value={search} onValueChange={setSearch} />
        <QueryTrouble query={query} what="the batches" />
        {query.isPending && batches.length === 0 && query.failureCount === 0 ? (
          <SkeletonRows rows={4} label="Loading batches" />
        ) : fitting.length === 0 ? (
          <p role="status" className="text-ink-muted">
            {search === '' ? 'There is no other batch.' : 'No other batch fits.'}
          </p>
        ) : (
          <ul aria-label="Batches" className="divide-y divide-line border-y border-line">
            {fitting.slice(0, MOST_LISTED).map(({ other, kinship }) => {
              const [older, newer] = inOrder(batch, other)
              return (
                <li key={other.id} className="grid gap-1 py-2.5">
                  <span className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
                    <Link to={paths.compare(older.id, newer.id)} className="font-medium wrap-anywhere">
                      {titleOf(other, nameOf(other))}
                    </Link>
                    <span className="text-sm text-ink-muted">
                      <RelativeTime seconds={other.created_at} />
                    </span>
                  </span>
                  <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
                    <BatchBadge batch={other} />
                    <ShortId id={other.id} />
                    {KIN_WORDS[kinship] === null ? null : <span>{KIN_WORDS[kinship]}</span>}
                  </span>
                </li>
              )
            })}
          </ul>
        )}
        {fitting.length > MOST_LISTED ? (
          <p className="text-sm text-ink-muted tabular-nums">
            {formatCount(fitting.length - MOST_LISTED)} more: search for them.
          </p>
        ) : null}
      </div>
    </Dialog>
  )
}
