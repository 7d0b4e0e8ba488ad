import { CircleHelp, Clock, Equal, EqualNot, type LucideIcon, PanelLeft, PanelRight } from 'lucide-react'
import { VERDICT_FACTS, type Verdict } from '~/domain/compare/verdict'

const LOOKS = {
  same: { icon: Equal, className: 'text-ink-muted' },
  changed: { icon: EqualNot, className: 'text-warning' },
  only_left: { icon: PanelLeft, className: 'text-accent' },
  only_right: { icon: PanelRight, className: 'text-accent' },
  unanswered: { icon: Clock, className: 'text-ink-muted' },
  lost: { icon: CircleHelp, className: 'text-warning' },
} satisfies Record<Verdict, { icon: LucideIcon; className: string }>

/** How a row compares, as icon and word. */
export function VerdictMark({ verdict }: { verdict: Verdict }) {
  const { icon: Icon, className } = LOOKS[verdict]
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap ${className}`}>
      <Icon aria-hidden className="size-3.5 shrink-0" strokeWidth={2} />
      {VERDICT_FACTS[verdict].label}
    </span>
  )
}
