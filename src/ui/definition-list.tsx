import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

interface Fact {
  term: string
  value: ReactNode
}

const COLUMNS = {
  1: '',
  2: '@min-[36rem]:grid-cols-2',
  3: '@min-[36rem]:grid-cols-2 @min-[60rem]:grid-cols-3',
}

/** Facts as a ledger: one hairline each, terms at the left, values after them. */
export function Facts({
  entries,
  columns = 1,
}: {
  entries: readonly Fact[]
  columns?: keyof typeof COLUMNS | undefined
}) {
  return (
    <div className="@container">
      <dl className={classNames('grid gap-x-10 border-t border-line', COLUMNS[columns])}>
        {entries.map(({ term, value }) => (
          <div key={term} className="flex min-h-10 items-baseline gap-4 border-b border-line py-2.5">
            <dt className="w-32 shrink-0 text-sm text-ink-muted max-sm:w-28">{term}</dt>
            <dd className="min-w-0 grow tabular-nums wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
