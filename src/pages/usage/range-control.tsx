import { SegmentedControl } from '~/ui/choice'
import { TextField } from '~/ui/field'
import { type DayRange, type Range, RANGES } from './range'

const WORDS = {
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
  all: 'All',
  dates: 'Dates',
} satisfies Record<Range, string>

interface RangeControlProps {
  range: Range
  days: DayRange
  onChange: (changes: { range?: Range; from?: string; to?: string }) => void
}

/** Which days are counted. */
export function RangeControl({ range, days, onChange }: RangeControlProps) {
  return (
    <div className="flex flex-wrap items-end gap-x-5 gap-y-3">
      <SegmentedControl
        label="Days"
        labelHidden
        value={range}
        options={RANGES.map((value) => ({ value, label: WORDS[value] }))}
        onValueChange={(next) =>
          onChange(
            next === 'dates'
              ? { range: next, from: days.from ?? '', to: days.to }
              : { range: next, from: '', to: '' },
          )
        }
      />
      {range === 'dates' ? (
        <div className="flex gap-3">
          <TextField
            type="date"
            label="From"
            value={days.from ?? ''}
            onChange={({ target }) => onChange({ from: target.value })}
          />
          <TextField
            type="date"
            label="To"
            value={days.to}
            onChange={({ target }) => onChange({ to: target.value })}
          />
        </div>
      ) : null}
    </div>
  )
}
