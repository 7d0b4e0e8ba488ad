import { ArrowDown, ArrowUp } from 'lucide-react'
import { useId } from 'react'
import { sourceKey } from '~/domain/export/columns'
import { IconButton } from '~/ui/button'
import { TextField } from '~/ui/field'
import { type ColumnChange, type ColumnEntry, columnLabel } from './column-list'

interface ColumnChooserProps {
  entries: readonly ColumnEntry[]
  onChange: (change: ColumnChange) => void
}

/** The columns of a file: which, under what title, in what order. */
export function ColumnChooser({ entries, onChange }: ColumnChooserProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-sm font-medium">Columns, in their order</legend>
      <ol className="max-h-72 divide-y divide-line overflow-y-auto rounded-md border border-line">
        {entries.map((entry, index) => (
          <ColumnRow
            key={sourceKey(entry.column.source)}
            entry={entry}
            isFirst={index === 0}
            isLast={index === entries.length - 1}
            onChange={onChange}
          />
        ))}
      </ol>
    </fieldset>
  )
}

interface ColumnRowProps {
  entry: ColumnEntry
  isFirst: boolean
  isLast: boolean
  onChange: (change: ColumnChange) => void
}

function ColumnRow({ entry: { column, isChosen }, isFirst, isLast, onChange }: ColumnRowProps) {
  const id = useId()
  const key = sourceKey(column.source)
  const label = columnLabel(column)
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5">
      <input
        id={id}
        type="checkbox"
        checked={isChosen}
        onChange={() => onChange({ kind: 'toggle', key })}
        className="size-4 shrink-0 accent-accent-solid"
      />
      <label htmlFor={id} className="min-w-0 grow basis-48 text-sm wrap-anywhere">
        {label}
      </label>
      {isChosen ? (
        <span className="w-44">
          <TextField
            label={`Title of “${label}”`}
            labelHidden
            value={column.title}
            onChange={(event) => onChange({ kind: 'rename', key, title: event.target.value })}
          />
        </span>
      ) : null}
      <span className="inline-flex">
        <IconButton
          icon={ArrowUp}
          size="sm"
          variant="quiet"
          label={`Move “${label}” up`}
          disabledReason={isFirst ? 'It is the first column.' : undefined}
          onClick={() => onChange({ kind: 'move', key, by: -1 })}
        />
        <IconButton
          icon={ArrowDown}
          size="sm"
          variant="quiet"
          label={`Move “${label}” down`}
          disabledReason={isLast ? 'It is the last column.' : undefined}
          onClick={() => onChange({ kind: 'move', key, by: 1 })}
        />
      </span>
    </li>
  )
}
