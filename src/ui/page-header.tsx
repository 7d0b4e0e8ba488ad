import type { ReactNode } from 'react'

interface PageHeaderProps {
  /** The page's one `h1`. */
  title: ReactNode
  /** A line above it: where this is, as links. */
  kicker?: ReactNode
  /** A line below it: state, counts, times. */
  subtitle?: ReactNode
  actions?: ReactNode
}

/** The head of a page over the double rule. */
export function PageHeader({ title, kicker, subtitle, actions }: PageHeaderProps) {
  return (
    <header className="rule-double-b flex flex-wrap items-end justify-between gap-x-8 gap-y-4 pb-5">
      <div className="max-w-full min-w-0 grow basis-80 space-y-1">
        {kicker ? <div className="text-sm text-ink-muted">{kicker}</div> : null}
        <h1
          tabIndex={-1}
          className="text-2xl font-semibold tracking-[-0.02em] text-balance wrap-anywhere max-sm:text-xl"
        >
          {title}
        </h1>
        {subtitle ? <div className="text-ink-muted tabular-nums">{subtitle}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  )
}
