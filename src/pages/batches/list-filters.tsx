import { Columns3 } from 'lucide-react'
import * as z from 'zod/mini'
import { Button } from '~/ui/button'
import { SearchField, SelectField } from '~/ui/field'
import { Menu } from '~/ui/menu'
import { COLUMNS, type Column, hiddenColumns, isFiltered, ListUrl, type ListUrlValues } from './list-url'

const STATUS_OPTIONS = [
  { value: '', label: 'All statuses' },
  { value: 'validating', label: 'Checking the file' },
  { value: 'in_progress', label: 'In progress' },
  { value: 'finalizing', label: 'Finalizing' },
  { value: 'completed', label: 'Completed' },
  { value: 'failed', label: 'Rejected at validation' },
  { value: 'expired', label: 'Expired' },
  { value: 'cancelling', label: 'Cancelling' },
  { value: 'cancelled', label: 'Cancelled' },
] as const

const OUTCOME_OPTIONS = [
  { value: '', label: 'All outcomes' },
  { value: 'active', label: 'Still going on' },
  { value: 'attention', label: 'Needs attention' },
  { value: 'all_answered', label: 'Every row answered' },
  { value: 'some_failed', label: 'Some rows failed' },
  { value: 'none_succeeded', label: 'No row answered' },
  { value: 'overdue', label: 'Overdue' },
  { value: 'late', label: 'Ended late' },
  { value: 'ended_today', label: 'Finished today' },
] as const

const WINDOW_OPTIONS = [
  { value: '', label: 'All windows' },
  { value: '24h', label: 'Within 24 hours' },
  { value: '1h', label: 'Within 1 hour' },
] as const

const CREATED_OPTIONS = [
  { value: '', label: 'Created any time' },
  { value: 'today', label: 'Created today' },
  { value: '7d', label: 'Last 7 days' },
  { value: '30d', label: 'Last 30 days' },
  { value: '90d', label: 'Last 90 days' },
] as const

const ORDER_OPTIONS = [
  { value: 'newest', label: 'Newest first' },
  { value: 'oldest', label: 'Oldest first' },
  { value: 'title', label: 'By title' },
  { value: 'progress', label: 'Least progress first' },
  { value: 'failed', label: 'Most failures first' },
  { value: 'cost', label: 'Dearest first' },
] as const

const COLUMN_WORDS = {
  model: 'model',
  progress: 'progress',
  window: 'window',
  cost: 'cost',
  created: 'creation',
} satisfies Record<Column, string>

interface ListFiltersProps {
  url: ListUrlValues
  onChange: (changes: Partial<ListUrlValues>) => void
  /** The search as it is typed, ahead of the URL. */
  search: string
  onSearch: (text: string) => void
}

/** What narrows the list down and orders it; all of it is in the URL. */
export function ListFilters({ url, onChange, search, onSearch }: ListFiltersProps) {
  const hidden = hiddenColumns(url.hide)
  const toggle = (column: Column) =>
    COLUMNS.filter((other) => hidden.has(other) !== (other === column)).join(',')
  return (
    <div className="flex flex-wrap items-center gap-3 xl:flex-nowrap">
      <SearchField
        label="Search batches"
        placeholder="Title, file or id"
        shortcutHint="/"
        value={search}
        onValueChange={onSearch}
        className="grow basis-56 sm:max-w-72"
      />
      {/* Two in a row on a phone; elsewhere they stand in line with the search. */}
      <div className="grid w-full grid-cols-2 items-center gap-3 *:min-w-0 sm:contents">
        <SelectField
          label="Status"
          labelHidden
          options={STATUS_OPTIONS}
          value={url.status}
          onChange={({ target }) => onChange({ status: z.parse(ListUrl.shape.status, target.value) })}
        />
        <SelectField
          label="Outcome"
          labelHidden
          options={OUTCOME_OPTIONS}
          value={url.outcome}
          onChange={({ target }) => onChange({ outcome: z.parse(ListUrl.shape.outcome, target.value) })}
        />
        <SelectField
          label="Window"
          labelHidden
          options={WINDOW_OPTIONS}
          value={url.window}
          onChange={({ target }) => onChange({ window: z.parse(ListUrl.shape.window, target.value) })}
        />
        <SelectField
          label="Created"
          labelHidden
          options={CREATED_OPTIONS}
          value={url.created}
          onChange={({ target }) => onChange({ created: z.parse(ListUrl.shape.created, target.value) })}
        />
        <SelectField
          label="Order"
          labelHidden
          options={ORDER_OPTIONS}
          value={url.sort}
          onChange={({ target }) => onChange({ sort: z.parse(ListUrl.shape.sort, target.value) })}
        />
        <Menu
          label="Columns"
          icon={Columns3}
          items={COLUMNS.map((column) => ({
            label: `${hidden.has(column) ? 'Show' : 'Hide'} the ${COLUMN_WORDS[column]}`,
            onSelect: () => onChange({ hide: toggle(column) }),
          }))}
        />
      </div>
      {isFiltered(url) ? (
        <Button
          variant="quiet"
          size="sm"
          className="shrink-0"
          onClick={() => onChange({ search: '', status: '', outcome: '', window: '', created: '' })}
        >
          Clear filters
        </Button>
      ) : null}
    </div>
  )
}
