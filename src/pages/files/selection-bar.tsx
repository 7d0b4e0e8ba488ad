import { Trash2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { StoredFile } from '~/contract/file'
import { formatBytes, formatQuantity } from '~/lib/format'
import type { RowSelection } from '~/lib/use-row-selection'
import { Button } from '~/ui/button'

interface SelectionBarProps {
  files: readonly StoredFile[]
  selection: RowSelection
  /** There are more files on other pages. */
  isOnePage: boolean
  onDelete: (files: readonly StoredFile[]) => void
}

/** What is on the page in all, and what to do with the files that are ticked. */
export function SelectionBar({ files, selection, isOnePage, onDelete }: SelectionBarProps) {
  const box = useRef<HTMLInputElement>(null)
  const isPartial = selection.count > 0 && selection.count < files.length
  useEffect(() => {
    // Half a tick exists only as a state of the DOM element.
    if (box.current) box.current.indeterminate = isPartial
  }, [isPartial])
  const selected = files.filter(({ id }) => selection.isSelected(id))
  const counted = selected.length > 0 ? selected : files
  const bytes = counted.reduce((sum, file) => sum + file.bytes, 0)
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-2">
      <label className="flex items-center gap-3 font-medium">
        <input
          ref={box}
          type="checkbox"
          checked={selection.count === files.length}
          onChange={selection.toggleAll}
          className="size-4 accent-accent-solid"
        />
        Select all
      </label>
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
