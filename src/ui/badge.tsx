import { Check, CircleDashed, CircleX, LoaderCircle, TriangleAlert } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export type Tone = 'neutral' | 'running' | 'success' | 'warning' | 'danger'

const LOOKS = {
  neutral: { icon: CircleDashed, className: 'bg-sunken text-ink-muted' },
  running: { icon: LoaderCircle, className: 'bg-accent-wash text-accent' },
  success: { icon: Check, className: 'bg-success-wash text-success' },
  warning: { icon: TriangleAlert, className: 'bg-warning-wash text-warning' },
  danger: { icon: CircleX, className: 'bg-danger-wash text-danger' },
} satisfies Record<Tone, { icon: LucideIcon; className: string }>

interface BadgeProps {
  tone: Tone
  /** Instead of the tone's own icon. */
  icon?: LucideIcon | undefined
  /** The state in words. */
  children: ReactNode
}

/** A state as icon and words. */
export function Badge({ tone, icon, children }: BadgeProps) {
  const look = LOOKS[tone]
  const Icon = icon ?? look.icon
  return (
    <span
      className={classNames(
        'inline-flex max-w-full items-center gap-1.5 rounded-sm border border-transparent px-1.5 text-sm font-medium tabular-nums',
        look.className,
      )}
    >
      <Icon
        aria-hidden
        className={classNames('size-3.5 shrink-0', Icon === LoaderCircle && 'animate-spin')}
        strokeWidth={2}
      />
      <span className="min-w-0 @min-[75rem]:whitespace-nowrap">{children}</span>
    </span>
  )
}
