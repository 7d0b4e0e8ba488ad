import { Check, type LucideIcon, Minus, X } from 'lucide-react'
import type { ConnectionCheck } from '~/api/connection-test'

const OUTCOMES = {
  works: { icon: Check, word: 'works', className: 'text-success' },
  missing: { icon: Minus, word: 'is missing', className: 'text-ink-muted' },
  fails: { icon: X, word: 'fails', className: 'text-danger' },
} satisfies Record<ConnectionCheck['outcome'], { icon: LucideIcon; word: string; className: string }>

/** What the connection test found, line by line. */
export function ConnectionReport({ checks }: { checks: readonly ConnectionCheck[] }) {
  const works = checks.every(({ outcome }) => outcome !== 'fails')
  return (
    <div role="status" className="grid gap-2">
      <h3 className="font-semibold">{works ? 'The connection works' : 'The connection does not work'}</h3>
      <ul className="border-t border-line">
        {checks.map(({ name, outcome, message }) => {
          const { icon: Icon, word, className } = OUTCOMES[outcome]
          return (
            <li key={name} className="flex items-baseline gap-3 border-b border-line py-2">
              <Icon aria-hidden size={16} className={`shrink-0 translate-y-0.5 ${className}`} />
              <span className="w-20 shrink-0 font-medium">
                {name} <span className="sr-only">{word}: </span>
              </span>
              <span className="text-ink-muted">{message}</span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
