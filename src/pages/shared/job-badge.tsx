import { CircleDashed, CircleX, FlaskConical, type LucideIcon } from 'lucide-react'
import { type Job, jobBadgeOf, type JobState } from '~/domain/jobs/jobs'
import { useNow } from '~/lib/use-now'
import { Badge } from '~/ui/badge'
import { STATE_ICONS } from './batch-badge'

const ICONS = {
  ...STATE_ICONS,
  partly_started: CircleDashed,
  partly_rejected: CircleX,
  trial_ended: FlaskConical,
  trial_failed: CircleX,
} satisfies Record<JobState, LucideIcon>

/** The honest state of a job, as icon and words. */
export function JobBadge({ job }: { job: Job }) {
  const { state, tone, label } = jobBadgeOf(job, useNow())
  return (
    <Badge tone={tone} icon={ICONS[state]}>
      {label}
    </Badge>
  )
}
