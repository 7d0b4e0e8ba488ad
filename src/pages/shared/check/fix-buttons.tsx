import type { FixOffer } from '~/domain/intake/fixes/fix-table'
import { offersForGroup, remedyOf } from '~/domain/intake/fixes/offers'
import type { ProblemGroup } from '~/domain/intake/problem-log'
import { PROBLEM_WORDS } from '~/domain/intake/problem-words'
import { Button } from '~/ui/button'

interface FixButtonsProps {
  group: ProblemGroup
  onChoose: (offer: FixOffer) => void
}

/** What can be done about a kind of problem; the best first. */
export function FixButtons({ group, onChoose }: FixButtonsProps) {
  const offers = offersForGroup(group)
  const remedy = remedyOf(group.kind)
  if (remedy !== null)
    return <p className="max-w-prose pb-3 pl-8 text-sm font-medium wrap-anywhere">{remedy}</p>
  if (offers.length === 0) return null
  return (
    <div
      role="group"
      aria-label={`Fixes for “${PROBLEM_WORDS[group.kind].title}”`}
      className="flex flex-wrap gap-x-2 gap-y-1 pb-3 pl-8"
    >
      {offers.map((offer, index) => (
        <Button
          key={offer.fix}
          size="sm"
          variant={index === 0 ? 'secondary' : 'quiet'}
          onClick={() => onChoose(offer)}
        >
          {offer.label}
        </Button>
      ))}
    </div>
  )
}
