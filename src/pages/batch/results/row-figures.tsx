import { formatUsd } from '~/domain/money'
import { oneLine, SHOWN_OF_MODEL } from '~/domain/results/one-line'
import { type RowCost, rowCost, unknownCostWords } from '~/domain/results/row-cost'
import type { PriceOf } from '~/domain/series/costs'
import { formatCount } from '~/lib/format'
import type { RowDetail } from '~/results/row-reader'
import { ExactTime } from '~/ui/time'
import { PriceLink } from '../../shared/rows/price-link'
import { tookWords } from './took-words'

/** What one row used: model, tokens, cost, and when it was answered. What the answer does not tell is left out. */
export function RowFigures({ detail, priceOf }: { detail: RowDetail; priceOf: PriceOf }) {
  const { usage, model, answeredAt, durationMs } = detail
  return (
    <ul className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-ink-muted tabular-nums">
      {model === '' ? null : <li className="wrap-anywhere">{oneLine(model, SHOWN_OF_MODEL)}</li>}
      {usage === null ? null : (
        <li>
          {formatCount(usage.input)} tokens in
          {usage.cached > 0 ? ` (${formatCount(usage.cached)} cached)` : ''}, {formatCount(usage.output)} out
          {usage.reasoning > 0 ? ` (${formatCount(usage.reasoning)} reasoning)` : ''}
        </li>
      )}
      {detail.answer === null ? null : (
        <li className="wrap-anywhere">
          <CostFigure cost={rowCost(usage, priceOf(model))} model={model} />
        </li>
      )}
      {answeredAt === null ? null : (
        <li>
          Answered <ExactTime seconds={answeredAt} />
        </li>
      )}
      {durationMs === null ? null : <li>Took {tookWords(durationMs)}</li>}
    </ul>
  )
}

function CostFigure({ cost, model }: { cost: RowCost; model: string }) {
  if (cost.kind === 'known') return `${formatUsd(cost.cost)} at list price`
  return (
    <>
      Cost not known. {unknownCostWords(cost.why, oneLine(model, SHOWN_OF_MODEL))}{' '}
      {cost.why === 'no_price' && model !== '' ? <PriceLink model={model} /> : null}
    </>
  )
}
