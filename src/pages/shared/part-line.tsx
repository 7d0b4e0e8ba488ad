import { Layers } from 'lucide-react'
import { Link } from 'react-router'
import type { Batch } from '~/contract/batch'
import { jobPartOf } from '~/domain/jobs/job-metadata'
import { formatCount } from '~/lib/format'
import { paths } from '~/lib/paths'
import { partName } from './part-name'

/** Says what a batch is a part of, with the way there. Draws nothing for a batch that stands alone. */
export function PartLine({ batch }: { batch: Batch }) {
  const part = jobPartOf(batch)
  if (!part) return null
  const rows = batch.request_counts.total
  const isTrial = part.role === 'trial'
  const words =
    isTrial && part.requests !== null && rows > 0
      ? `A trial of ${formatCount(rows)} of ${formatCount(part.requests)} rows`
      : `${partName(part)} of a job`
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 border-l-2 border-accent bg-sunken px-3.5 py-2">
      <Layers aria-hidden className="size-4 shrink-0 text-accent" />
      <span>{words}.</span>
      <Link to={paths.job(part.jobId)}>
        {isTrial ? 'See the job and start the others' : 'See the whole job'}
      </Link>
    </p>
  )
}
