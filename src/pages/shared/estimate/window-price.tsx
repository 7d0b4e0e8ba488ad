import { type Estimate, savingOf } from '~/domain/estimate/estimate'
import { betweenWords, formatLikely } from '~/domain/estimate/estimate-words'
import { formatUsd, type Money } from '~/domain/money'

/** The windows that a batch can run in. */
export type CompletionWindow = '24h' | '1h'

interface WindowPriceProps {
  window: CompletionWindow
  /** `null` until the file is checked, or where it holds nothing to estimate. */
  estimate: Estimate | null
  /** The server's own estimate; `null` where it has none. */
  serverEstimate: Money | null
}

/** What a file is likely to cost in a window, the range around that, and what the server says of it. */
export function WindowPrice({ window, estimate, serverEstimate }: WindowPriceProps) {
  return (
    <>
      {estimate ? <Price estimate={estimate} window={window} /> : null}
      {serverEstimate === null ? null : (
        <span className="tabular-nums">The server’s own estimate: {formatUsd(serverEstimate)}</span>
      )}
    </>
  )
}

function Price({ estimate, window }: { estimate: Estimate; window: CompletionWindow }) {
  const { range, unpriced } = estimate.costs[window]
  const saving = savingOf(estimate, window)
  if (!range) {
    return <strong className="font-semibold text-ink">Price not known</strong>
  }
  return (
    <span className="grid gap-0.5 tabular-nums">
      <strong className="text-xl font-semibold tracking-tight text-ink">{formatLikely(range)}</strong>
      <span>{betweenWords(range)}</span>
      {unpriced.length > 0 ? (
        <span>
          without {unpriced.length === 1 ? 'one model' : `${unpriced.length} models`} of unknown price
        </span>
      ) : null}
      {saving ? (
        <span className="text-success">
          {saving.percent} % less than realtime, {formatUsd(saving.amount)} saved
        </span>
      ) : null}
    </span>
  )
}
