import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** Links between the views of one thing, in a row that scrolls sideways where it must. */
export function TabBar({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav aria-label={label} className="overflow-x-auto border-b border-line [scrollbar-width:none]">
      <div className="flex gap-6">{children}</div>
    </nav>
  )
}

/** The look of one link of a `TabBar`; set `aria-current="page"` on the active one (`NavLink` does). */
export function tabClass(active: boolean): string {
  return classNames(
    'inline-flex h-10 shrink-0 items-center gap-1.5 border-b-2 font-medium whitespace-nowrap no-underline transition-colors duration-100 focus-visible:-outline-offset-2 pointer-coarse:h-11',
    active
      ? 'border-accent text-ink'
      : 'border-transparent text-ink-muted forced-colors:border-b-0 hover:border-line-strong hover:text-ink',
  )
}
