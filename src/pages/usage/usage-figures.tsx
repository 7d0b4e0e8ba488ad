import { formatUsd } from '~/domain/money'
import type { UseSum } from '~/domain/usage-roll-up/roll-up'
import { formatCount, formatPercent, formatQuantity } from '~/lib/format'
import { Notice } from '~/ui/notice'
import { Tile } from '~/ui/tile'

/** The sums of the range, and what they leave out. */
export function UsageFigures({ sum }: { sum: UseSum }) {
  const known = sum.batches - sum.withoutCost
  return (
    <div className="grid gap-5">
      <div className="grid grid-cols-2 gap-x-6 gap-y-4 lg:grid-cols-4">
        <Tile
          label="Spent"
          value={known === 0 ? 'Not known' : formatUsd(sum.cost)}
          detail={`${formatQuantity(known, 'batch', 'batches')} of ${formatCount(sum.batches)}`}
        />
        <Tile
          label="Saved against realtime"
          value={sum.comparedWith === 0n ? '–' : formatUsd(sum.saved)}
          tone={sum.saved > 0n ? 'success' : 'neutral'}
          detail={
            sum.comparedWith === 0n
              ? 'No realtime price known'
              : `${formatPercent(Number(sum.saved), Number(sum.comparedWith))} less than ${formatUsd(sum.comparedWith)}`
          }
        />
        <Tile
          label="Rows answered"
          value={formatCount(sum.rows)}
          detail={sum.failedRows > 0 ? `${formatCount(sum.failedRows)} failed, not charged` : 'None failed'}
        />
        <Tile
          label="Tokens"
          value={formatCount(sum.inputTokens + sum.outputTokens)}
          detail={`${formatCount(sum.inputTokens)} in, ${formatCount(sum.outputTokens)} out`}
        />
      </div>
      {unknownWords(sum).length > 0 ? (
        <Notice tone="info" title="Not everything is known">
          <ul className="list-disc space-y-1 pl-4">
            {unknownWords(sum).map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </div>
  )
}

function unknownWords(sum: UseSum): string[] {
  const batches = (count: number) => formatQuantity(count, 'batch', 'batches')
  const withoutPrice = sum.withoutCost - sum.withoutTokens
  const withoutRealtime = sum.withoutRealtime - sum.withoutCost
  return [
    sum.withoutTokens > 0
      ? `${batches(sum.withoutTokens)} without figures: what they used is not told, or not read yet. They are not in the sums.`
      : null,
    withoutPrice > 0
      ? `${batches(withoutPrice)} without a cost: their model or its price is not known. Enter a price under Models.`
      : null,
    withoutRealtime > 0
      ? `${batches(withoutRealtime)} without a realtime price to compare with: they are not in what was saved.`
      : null,
  ].filter((words) => words !== null)
}
