import { formatUsd } from '~/domain/money'
import type { PriceTier } from '~/domain/prices'
import { type ModelRow, savingPercent } from './model-rows'

/** What the workload costs in one tier, and the price behind it. */
export function PriceCell({ row, tier }: { row: ModelRow; tier: PriceTier }) {
  const cell = row.tiers[tier]
  if (!cell) return <span className="text-sm text-ink-muted">No price known</span>
  const saving = savingPercent(row, tier)
  const { input, output } = cell.price
  return (
    <div className="grid gap-0.5">
      <span>
        <span className="font-medium">{formatUsd(cell.cost)}</span>
        {saving === null ? null : <span className="text-sm text-success"> −{saving}%</span>}
      </span>
      <span className="text-sm text-ink-muted">
        ${input} in{output === null ? null : ` · $${output} out`}
      </span>
      {cell.isOwn ? <span className="text-sm font-medium text-accent">your price</span> : null}
    </div>
  )
}
