import { Link } from 'react-router'
import type { Batch } from '~/contract/batch'
import { BULK_ACTIONS, type BulkAction, splitForAction } from '~/domain/batch-list/bulk'
import { formatCount, formatQuantity } from '~/lib/format'
import { paths } from '~/lib/paths'
import { Button, buttonClass } from '~/ui/button'

const LABELS = {
  cancel: 'Cancel',
  retry: 'Retry',
  download: 'Download answers',
  delete: 'Delete',
} satisfies Record<BulkAction, string>

interface BulkBarProps {
  batches: readonly Batch[]
  onAction: (action: BulkAction) => void
  onClear: () => void
}

/** What can be done with the selected batches, and with how many of them. */
export function BulkBar({ batches, onAction, onClear }: BulkBarProps) {
  return (
    <section
      aria-label="Selected batches"
      className="sticky bottom-4 z-20 flex flex-wrap items-center gap-2 rounded-lg border border-line-strong bg-raised px-4 py-3 shadow-float max-lg:bottom-20"
    >
      <span className="mr-auto font-medium tabular-nums">
        {formatQuantity(batches.length, 'batch', 'batches')} selected
      </span>
      {BULK_ACTIONS.map((action) => {
        const { fitting, others } = splitForAction(action, batches)
        return (
          <Button
            key={action}
            size="sm"
            disabledReason={fitting.length === 0 ? `Applies to none: ${others[0]?.reason ?? ''}` : undefined}
            onClick={() => onAction(action)}
          >
            {LABELS[action]} {formatCount(fitting.length)}
          </Button>
        )
      })}
      <CompareLink batches={batches} />
      <Button size="sm" variant="quiet" onClick={onClear}>
        Clear selection
      </Button>
    </section>
  )
}

/** To the comparison of two batches: the older one is A. */
function CompareLink({ batches: [newer, older, ...others] }: Pick<BulkBarProps, 'batches'>) {
  if (!newer || !older || others.length > 0) {
    return (
      <Button size="sm" disabledReason="Select exactly two batches to compare them.">
        Compare
      </Button>
    )
  }
  return (
    <Link to={paths.compare(older.id, newer.id)} className={buttonClass({ size: 'sm' })}>
      Compare
    </Link>
  )
}
