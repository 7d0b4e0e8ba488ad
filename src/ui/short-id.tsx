import { Check, Copy } from 'lucide-react'
import { classNames } from './class-names.ts'
import { shortId } from './shorten.ts'
import { useCopied } from './use-copied.ts'

/** The first characters of an id; a click copies the whole of it. */
export function ShortId({ id }: { id: string }) {
  const { outcome, copy } = useCopied()
  const Icon = outcome === 'copied' ? Check : Copy
  return (
    <button
      type="button"
      title={id}
      aria-label={`Copy id ${id}`}
      onClick={() => void copy(id)}
      className="group/id inline-flex min-h-6 items-center gap-1 rounded-sm font-mono text-xs text-ink-muted hover:text-ink"
    >
      {shortId(id)}
      <Icon
        aria-hidden
        className={classNames(
          'size-3 opacity-0 group-hover/id:opacity-100 group-focus-visible/id:opacity-100',
          outcome === 'copied' && 'text-success opacity-100',
        )}
      />
    </button>
  )
}
