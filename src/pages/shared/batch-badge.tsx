import {
  Ban,
  Check,
  CircleDashed,
  CircleHelp,
  CircleSlash,
  CircleX,
  Clock,
  FileSearch,
  LoaderCircle,
  type LucideIcon,
  TriangleAlert,
} from 'lucide-react'
import type { Batch } from '~/contract/batch'
import { type BatchState, badgeOf } from '~/domain/batch-state'
import { useNow } from '~/lib/use-now'
import { Badge } from '~/ui/badge'

/** The picture of each state; its words stand beside it. */
export const STATE_ICONS = {
  checking: FileSearch,
  queued: CircleDashed,
  running: LoaderCircle,
  overdue: Clock,
  finalizing: LoaderCircle,
  completed: Check,
  completed_with_gaps: TriangleAlert,
  completed_with_failures: TriangleAlert,
  none_succeeded: CircleX,
  rejected: CircleX,
  expired: Clock,
  cancelling: Ban,
  cancelled: CircleSlash,
  unknown: CircleHelp,
} satisfies Record<BatchState, LucideIcon>

/** The honest state of a batch, as icon and words. */
export function BatchBadge({ batch }: { batch: Batch }) {
  const { state, tone, label } = badgeOf(batch, useNow())
  return (
    <Badge tone={tone} icon={STATE_ICONS[state]}>
      {label}
    </Badge>
  )
}
