import { use } from 'react'
import { type Estimate, savingOf } from '~/domain/estimate/estimate'
import { betweenWords, formatLikely } from '~/domain/estimate/estimate-words'
import { formatUsd, type Money } from '~/domain/money'
import { formatDeadline } from '~/lib/deadline'
import { useNow } from '~/lib/use-now'
import { ChoiceCards } from '~/ui/choice'
import { TimeZoneContext } from '~/ui/time'

export type CompletionWindow = '24h' | '1h'

const WINDOWS = [
  { value: '24h', title: 'Within 24 hours', seconds: 86_400, remark: 'The best price.' },
  {
    value: '1h',
    title: 'Within 1 hour',
    seconds: 3_600,
    remark: 'Dearer, for answers that are needed soon.',
  },
] as const

/** The server's own estimates; `null` where it has none. */
export type ServerEstimates = Readonly<Record<CompletionWindow, Money | null>>

interface WindowCardsProps {
  value: CompletionWindow
  onValueChange: (window: CompletionWindow) => void
  /** `null` until the file is checked, or where it holds nothing to estimate. */
  estimate: Estimate | null
  serverEstimates: ServerEstimates | null
}

/** The two windows side by side, with what each costs and saves and when it ends at the latest. */
export function WindowCards({ value, onValueChange, estimate, serverEstimates }: WindowCardsProps) {
  const now = useNow()
  const zone = use(TimeZoneContext)
  return (
    <ChoiceCards
      legend="When are the answers due?"
      value={value}
      onValueChange={onValueChange}
      options={WINDOWS.map((window) => ({
        value: window.value,
        title: window.title,
        description: (
          <span className="grid gap-2">
            <span>
              {window.remark} Answers by {formatDeadline(now + window.seconds, now, zone)} at the latest.
            </span>
            {estimate ? <Price estimate={estimate} window={window.value} /> : null}
            <ServerEstimate amount={serverEstimates?.[window.value] ?? null} />
          </span>
        ),
      }))}
    />
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

function ServerEstimate({ amount }: { amount: Money | null }) {
  if (amount === null) return null
  return <span className="tabular-nums">The server’s own estimate: {formatUsd(amount)}</span>
}
