import type { ReactNode } from 'react'
import type { Tone } from './badge.tsx'
import { classNames } from './class-names.ts'

const FIGURES = {
  neutral: 'text-ink',
  running: 'text-accent',
  success: 'text-success',
  warning: 'text-warning',
  danger: 'text-danger',
} satisfies Record<Tone, string>

interface TileProps {
  label: ReactNode
  /** The figure. */
  value: ReactNode
  /** What the figure is made of. */
  detail?: ReactNode
  tone?: Tone | undefined
}

/** One figure under a rule, in a row of others. */
export function Tile({ label, value, detail, tone = 'neutral' }: TileProps) {
  return (
    <div className="min-w-0 border-t border-line-strong pt-2.5">
      <p className="text-sm text-ink-muted">{label}</p>
      <p
        className={classNames(
          'mt-0.5 text-2xl font-semibold tracking-[-0.02em] tabular-nums wrap-anywhere max-sm:text-xl',
          FIGURES[tone],
        )}
      >
        {value}
      </p>
      {detail ? <p className="mt-0.5 text-sm text-ink-muted tabular-nums">{detail}</p> : null}
    </div>
  )
}
