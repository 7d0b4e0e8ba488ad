import { formatUsd } from '~/domain/money'
import { rowCost, unknownCostWords } from '~/domain/results/row-cost'
import type { PriceOf } from '~/domain/series/costs'
import { formatCount } from '~/lib/format'
import type { RowDetail } from '~/results/row-reader'
import { ExactTime } from '~/ui/time'
import { tookWords } from './took-words'

/** What one row used: model, tokens, cost, and when it was answered. What the answer does not tell is left out. */
export function RowFigures({ detail, priceOf }: { detail: RowDetail; priceOf: PriceOf }) {
  const { usage, model, answeredAt, durationMs } = detail
  return (
    <ul className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-ink-muted tabular-nums">
      {model === '' ? null : <li className="wrap-anywhere">{model}</li>}
      {usage === null ? null : (
        <li>
          {formatCount(usage.input)} tokens in
          {usage.cached > 0 ? ` (${formatCount(usage.cached)} cached)` : ''}, {formatCount(usage.output)} out
          {usage.reasoning > 0 ? ` (${formatCount(usage.reasoning)} reasoning)` : ''}
        </li>
      )}
      {detail.answer === null ? null : <li>{costWords(rowCost(usage, priceOf(model)), model)}</li>}
      {answeredAt === null ? null : (
        <li>
          Answered <ExactTime seconds={answeredAt} />
        </li>
      )}
      {durationMs === null ? null : <li>Took {tookWords(durationMs)}</li>}
    </ul>
  )
}

function costWords(cost: ReturnType<typeof rowCost>, model: string): string {
  return cost.kind === 'known'
    ? `${formatUsd(cost.cost)} at list price`
    : `Cost not known. ${unknownCostWords(cost.why, model)}`
}
