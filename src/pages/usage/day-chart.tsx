import { formatUsd, type Money } from '~/domain/money'
import { daysBetween } from '~/domain/usage-roll-up/days'
import type { UseGroup } from '~/domain/usage-roll-up/roll-up'
import { formatDay } from './day-words'

interface DayChartProps {
  days: readonly UseGroup[]
  /** The first and the last day to draw. */
  from: string
  to: string
}

/** What was spent day by day, as columns. A drawing only: the table below it says the same. */
export function DayChart({ days, from, to }: DayChartProps) {
  const all = daysBetween(from, to)
  const spent = new Map(days.map(({ key, sum }) => [key, sum.cost]))
  const most = days.reduce<Money>((highest, { sum }) => (sum.cost > highest ? sum.cost : highest), 0n)
  if (most === 0n || all.length < 2) return null
  return (
    <div aria-hidden className="grid gap-1.5 text-sm text-ink-muted tabular-nums">
      <span>{formatUsd(most)}</span>
      <div className="flex h-32 items-end gap-px border-t border-b border-t-line border-b-line-strong">
        {all.map((day) => (
          <span
            key={day}
            title={`${formatDay(day)}: ${formatUsd(spent.get(day) ?? 0n)}`}
            className="group flex h-full min-w-0 grow basis-0 items-end hover:bg-sunken"
          >
            <span
              className="w-full bg-accent-solid group-hover:bg-accent"
              style={{ height: heightOf(spent.get(day) ?? 0n, most) }}
            />
          </span>
        ))}
      </div>
      <div className="flex justify-between gap-4">
        <span>{formatDay(all[0] ?? from)}</span>
        <span>{formatDay(to)}</span>
      </div>
    </div>
  )
}

/** A day with any cost can be seen. */
function heightOf(cost: Money, most: Money): string {
  if (cost <= 0n) return '0'
  return `max(2px, ${Number((cost * 10_000n) / most) / 100}%)`
}
