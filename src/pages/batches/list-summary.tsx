import type { BatchIndex } from '~/api/batch-index'
import type { ListedBatch } from '~/contract/listed-batch'
import { formatUsd } from '~/domain/money'
import type { BatchUse } from '~/domain/usage-roll-up/batch-use'
import { sumOfUse } from '~/domain/usage-roll-up/roll-up'
import { formatCount, formatQuantity } from '~/lib/format'

interface ListSummaryProps {
  index: BatchIndex
  /** All batches that fit, on every page. */
  fitting: readonly ListedBatch[]
  usedBy: (batch: ListedBatch) => BatchUse
  filtered: boolean
  /** More of the list is being read. */
  isReading: boolean
}

/** How many batches fit, what they hold and cost together, and how much of the list was looked through. */
export function ListSummary({ index, fitting, usedBy, filtered, isReading }: ListSummaryProps) {
  const sum = sumOfUse(fitting.map(usedBy))
  const read = index.batches.length
  const isWhole = index.reachedEnd
  const parts = [
    filtered
      ? `${formatCount(fitting.length)} of ${formatQuantity(read, 'batch', 'batches')}`
      : `${formatQuantity(read, 'batch', 'batches')}${isWhole ? '' : ' read so far'}`,
    `${formatQuantity(sum.rows, 'row')} answered`,
    sum.failedRows > 0 ? `${formatCount(sum.failedRows)} failed` : null,
    sum.withoutCost < sum.batches ? `${sum.withoutCost > 0 ? 'at least ' : ''}${formatUsd(sum.cost)}` : null,
    isReading ? 'reading older ones' : null,
    index.capped ? 'older ones are too many to look through' : null,
  ]
  return parts.filter((part) => part !== null).join(' · ')
}
