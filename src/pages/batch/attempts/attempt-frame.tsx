import { RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

/** One line about rows that were tried again. */
export function AttemptFrame({ children }: { children: ReactNode }) {
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 border-l-2 border-accent bg-sunken px-3.5 py-2">
      <RotateCcw aria-hidden className="size-4 shrink-0 text-accent" />
      {children}
    </p>
  )
}

/** The way to another attempt. */
export function AttemptLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link
      to={to}
      className="font-medium underline decoration-line-strong underline-offset-4 hover:decoration-current"
    >
      {children}
    </Link>
  )
}
