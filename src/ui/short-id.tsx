import { classNames } from './class-names.ts'
import { shortId } from './shorten.ts'
import { useCopied } from './use-copied.ts'

const LOOKS = {
  idle: 'text-ink-muted decoration-line-strong decoration-dotted hover:text-ink hover:underline focus-visible:underline',
  copied: 'text-success',
  refused: 'text-danger',
}

/** The first characters of an id; a click copies the whole of it and says so in their place. */
export function ShortId({ id }: { id: string }) {
  const { outcome, copy } = useCopied()
  const shown = shortId(id)
  const words = { idle: shown, copied: 'Copied', refused: 'Not copied' }
  return (
    <button
      type="button"
      title={id}
      aria-label={`Copy id ${shown}`}
      onClick={() => void copy(id)}
      className={classNames(
        'inline-flex min-h-6 items-center rounded-sm font-mono text-xs underline-offset-4',
        LOOKS[outcome],
      )}
    >
      {/* The id keeps its width, so that what stands beside it does not move. */}
      <span className="relative">
        <span className={outcome === 'idle' ? undefined : 'invisible'}>{shown}</span>
        {outcome === 'idle' ? null : <span className="absolute inset-y-0 left-0">{words[outcome]}</span>}
      </span>
    </button>
  )
}
