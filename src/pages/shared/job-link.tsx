import { Link } from 'react-router'
import type { Batch } from '~/contract/batch'
import { jobPartOf } from '~/domain/jobs/job-metadata'
import { paths } from '~/lib/paths'
import { partName } from './part-name'

/** Where a batch is listed by itself: what it is of a job, with the way there. Nothing for one that stands alone. */
export function JobLink({ batch, className }: { batch: Pick<Batch, 'metadata'>; className: string }) {
  const part = jobPartOf(batch)
  if (!part) return null
  return (
    <Link to={paths.job(part.jobId)} className={className}>
      {partName(part)} of a job
    </Link>
  )
}
