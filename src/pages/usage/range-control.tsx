import { useState } from 'react'
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
          <DayField label="From" day={days.from ?? ''} onChange={(from) => onChange({ from })} />
          <DayField label="To" day={days.to} onChange={(to) => onChange({ to })} />
        </div>
      ) : null}
    </div>
  )
}

/** The year 2, which is what a browser makes of the first key of 2026, is nobody's wish. */
const FIRST_DAY = '2000-01-01'

interface DayFieldProps {
  label: string
  day: string
  onChange: (day: string) => void
}

/** A date. While it is typed the field holds what stands there, also what is no day yet or crosses the other one. */
function DayField({ label, day, onChange }: DayFieldProps) {
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <TextField
      type="date"
      label={label}
      value={typed ?? day}
      onChange={({ target }) => {
        setTyped(target.value)
        if (target.value >= FIRST_DAY) onChange(target.value)
      }}
      onBlur={() => setTyped(null)}
    />
  )
}
