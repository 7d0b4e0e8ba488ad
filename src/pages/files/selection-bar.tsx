import { Trash2 } from 'lucide-react'
import type { StoredFile } from '~/contract/file'
import { formatBytes, formatQuantity } from '~/lib/format'
import type { RowSelection } from '~/lib/use-row-selection'
import { Button } from '~/ui/button'
import { TickBox } from '~/ui/tick-box'

interface SelectionBarProps {
  files: readonly StoredFile[]
  selection: RowSelection
  /** There are more files on other pages. */
  isOnePage: boolean
  onDelete: (files: readonly StoredFile[]) => void
}

/** What is on the page in all, and what to do with the files that are ticked. */
export function SelectionBar({ files, selection, isOnePage, onDelete }: SelectionBarProps) {
  const selected = files.filter(({ id }) => selection.isSelected(id))
  const counted = selected.length > 0 ? selected : files
  const bytes = counted.reduce((sum, file) => sum + file.bytes, 0)
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-2">
      <TickBox
        isPartial={selection.count > 0 && selection.count < files.length}
        checked={selection.count === files.length}
        onChange={selection.toggleAll}
      >
        Select all
      </TickBox>
      <span role="status" className="text-ink-muted tabular-nums">
        {selected.length > 0
          ? `${formatQuantity(selected.length, 'file')} selected, ${formatBytes(bytes)}`
          : `${formatQuantity(files.length, 'file')}, ${formatBytes(bytes)}${isOnePage ? ' on this page' : ''}`}
      </span>
      {selected.length > 0 ? (
        <span className="flex gap-2">
          <Button size="sm" icon={Trash2} onClick={() => onDelete(selected)}>
            Delete selected
          </Button>
          <Button size="sm" variant="quiet" onClick={selection.clear}>
            Select none
          </Button>
        </span>
      ) : null}
    </div>
  )
}
