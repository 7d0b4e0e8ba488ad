import type { Batch } from '~/contract/batch'
import { formatCount, formatQuantity } from '~/lib/format'
import { Button } from '~/ui/button'
import { TickBox } from '~/ui/tick-box'
import type { Selection } from './use-selection'

interface SelectAllProps {
  /** The batches of the page, those of jobs among them. */
  shown: readonly Batch[]
  /** All that fit, on every page. */
  fitting: readonly Batch[]
  /** More of the list is being read, and may fit as well. */
  isReading: boolean
  selection: Selection
}

/** Ticks the batches of the page, and then all that fit. */
export function SelectAll({ shown, fitting, isReading, selection }: SelectAllProps) {
  const ticked = shown.filter(({ id }) => selection.has(id)).length
  const isAll = ticked === shown.length
  const all = [...new Map([...shown, ...fitting].map((batch) => [batch.id, batch])).values()]
  const offersAll = isAll && all.some(({ id }) => !selection.has(id))
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-1">
      <TickBox isPartial={ticked > 0 && !isAll} checked={isAll} onChange={() => selection.set(shown, !isAll)}>
        Select {shown.length === 1 ? 'the one shown' : `all ${formatCount(shown.length)} shown`}
      </TickBox>
      {offersAll ? (
        <Button size="sm" variant="quiet" onClick={() => selection.set(all, true)}>
          Select all {formatQuantity(all.length, 'batch', 'batches')}
          {isReading ? ' found so far' : ' on every page'}
        </Button>
      ) : null}
    </div>
  )
}
