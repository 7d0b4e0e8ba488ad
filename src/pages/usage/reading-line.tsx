import type { BatchIndex } from '~/api/batch-index'
import { formatCount, formatQuantity } from '~/lib/format'
import { Button } from '~/ui/button'
import type { BatchUses } from '../shared/use-batch-uses'

interface ReadingLineProps {
  index: BatchIndex
  /** The list itself is still being read. */
  isReading: boolean
  uses: BatchUses
  onReadEverything: () => void
}

/** Says what is still being read, and what was left out so as not to ask too much at once. */
export function ReadingLine({ index, isReading, uses, onReadEverything }: ReadingLineProps) {
  const { pendingFigures, pendingModels, heldBack } = uses
  const parts = [
    isReading ? `${formatQuantity(index.batches.length, 'batch', 'batches')} read so far` : null,
    pendingFigures > 0 ? `asking for the figures of ${formatCount(pendingFigures)}` : null,
    pendingModels > 0 ? `reading the model of ${formatQuantity(pendingModels, 'file')}` : null,
  ].filter((part) => part !== null)
  return (
    <div className="grid gap-2 text-sm text-ink-muted tabular-nums empty:hidden">
      {parts.length > 0 ? <p role="status">Still reading: {parts.join(', ')}.</p> : null}
      {index.capped ? (
        <p>Only the newest {formatCount(index.batches.length)} batches are counted: there are too many.</p>
      ) : null}
      {heldBack > 0 ? (
        <p className="flex flex-wrap items-center gap-3">
          {formatCount(heldBack)} more would take a request each.
          <Button size="sm" onClick={onReadEverything}>
            Read them too
          </Button>
        </p>
      ) : null}
    </div>
  )
}
