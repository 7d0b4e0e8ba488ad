import { use } from 'react'
import type { Estimate } from '~/domain/estimate/estimate'
import { formatDeadline } from '~/lib/deadline'
import { useNow } from '~/lib/use-now'
import { ChoiceCards } from '~/ui/choice'
import { TimeZoneContext } from '~/ui/time'
import type { ServerEstimates } from '../../shared/estimate/use-server-estimates'
import { type CompletionWindow, WindowPrice } from '../../shared/estimate/window-price'

const WINDOWS = [
  { value: '24h', title: 'Within 24 hours', seconds: 86_400, remark: 'The best price.' },
  {
    value: '1h',
    title: 'Within 1 hour',
    seconds: 3_600,
    remark: 'Dearer, for answers that are needed soon.',
  },
] as const

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
            <WindowPrice
              window={window.value}
              estimate={estimate}
              serverEstimate={serverEstimates?.[window.value] ?? null}
            />
          </span>
        ),
      }))}
    />
  )
}
