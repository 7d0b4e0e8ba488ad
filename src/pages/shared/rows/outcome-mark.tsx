import {
  Ban,
  Braces,
  Check,
  CircleDashed,
  CircleHelp,
  CircleSlash,
  CircleX,
  Clock,
  type LucideIcon,
  Scissors,
} from 'lucide-react'
import { OUTCOME_FACTS, type Outcome } from '~/domain/results/outcome'

const LOOKS = {
  succeeded: { icon: Check, className: 'text-success' },
  failed: { icon: CircleX, className: 'text-danger' },
  truncated: { icon: Scissors, className: 'text-warning' },
  refused: { icon: Ban, className: 'text-warning' },
  empty: { icon: CircleDashed, className: 'text-warning' },
  invalid_json: { icon: Braces, className: 'text-warning' },
  pending: { icon: Clock, className: 'text-ink-muted' },
  cancelled: { icon: CircleSlash, className: 'text-ink-muted' },
  missing: { icon: CircleHelp, className: 'text-warning' },
} satisfies Record<Outcome, { icon: LucideIcon; className: string }>

/** The icon of an outcome alone, in the colour of the text around it. */
export function OutcomeIcon({ outcome }: { outcome: Outcome }) {
  const { icon: Icon } = LOOKS[outcome]
  return <Icon aria-hidden className="size-3.5 shrink-0" strokeWidth={2} />
}

/** The outcome of a row as icon and word. */
export function OutcomeMark({ outcome }: { outcome: Outcome }) {
  return (
    <span
      className={`inline-flex items-center gap-1.5 font-medium whitespace-nowrap ${LOOKS[outcome].className}`}
    >
      <OutcomeIcon outcome={outcome} />
      {OUTCOME_FACTS[outcome].label}
    </span>
  )
}
