import { TriangleAlert } from 'lucide-react'
import { use } from 'react'
import type { SeenOutlook } from '~/domain/eta/seen-outlook'
import { formatMoment } from '~/lib/format'
import { useNow } from '~/lib/use-now'
import { TimeZoneContext } from '~/ui/time'
import { dueWords } from './due-words'

/** When a batch or job is expected to end, else when it is due; the exact deadline on hover. */
export function Due({ seen }: { seen: SeenOutlook }) {
  const zone = use(TimeZoneContext)
  const { text, warning } = dueWords(seen, useNow(), zone)
  return (
    <div title={seen.deadline === null ? undefined : `Due ${formatMoment(seen.deadline, zone)}`}>
      {text}
      {warning === null ? null : (
        <span className="flex max-w-44 items-center gap-1 whitespace-normal text-warning">
          <TriangleAlert aria-hidden size={14} className="shrink-0" />
          {warning}
        </span>
      )}
    </div>
  )
}
