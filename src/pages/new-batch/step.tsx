import type { ReactNode } from 'react'

/** One numbered step of the page. */
export function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={`step-${number}`} className="grid gap-4 border-t border-line-strong pt-4">
      <h2 id={`step-${number}`} className="flex items-baseline gap-3 text-lg font-semibold">
        <span aria-hidden className="font-mono text-sm text-accent tabular-nums">
          {number}
        </span>
        {title}
      </h2>
      {children}
    </section>
  )
}
