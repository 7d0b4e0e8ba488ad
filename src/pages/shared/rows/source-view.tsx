import type { SourceText } from '~/domain/results/source-text'
import { CopyButton } from '~/ui/copy-button'
import { LongText } from './long-text'

/** A line of a file, laid out; the copy is the line as it was received. */
export function SourceView({ source, copyLabel }: { source: SourceText; copyLabel: string }) {
  return (
    <div className="grid min-w-0 gap-2">
      <div>
        <CopyButton text={source.whole} label={copyLabel} variant="secondary" />
      </div>
      <LongText text={source.pretty} isCode />
      {source.isCut ? (
        <p className="text-sm text-ink-muted">The rest is too long to show. The copy has all of it.</p>
      ) : null}
    </div>
  )
}
