import { wordsOfPlan } from '~/domain/intake/fixes/change-words'
import type { Change, Difference, Example, RewriteOutcome } from '~/domain/intake/fixes/changes'
import { formatCount, formatPercent, formatQuantity } from '~/lib/format'
import { classNames } from '~/ui/class-names'
import { Notice } from '~/ui/notice'
import { MarkedText } from '../../shared/check/marked-text'
import type { Preview } from './use-preview'

interface ChangePreviewProps {
  changes: readonly Change[]
  preview: Preview
  /** Size of the file. */
  bytes: number
  /** Lines that have the problem, where one kind is to be put right. */
  expected: number | null
}

/** What changes would do: how many lines they touch, and the first of them before and after. */
export function ChangePreview({ changes, preview, bytes, expected }: ChangePreviewProps) {
  const { state, outcome, readBytes, message } = preview
  if (state === 'failed') {
    return (
      <Notice tone="danger" title="The file could not be read" live="assertive">
        {message}
      </Notice>
    )
  }
  const words = outcome ? planWords(changes, outcome) : []
  const touched = outcome?.counts.reduce((sum, count) => sum + count, 0) ?? 0
  const staying = state === 'done' && expected !== null ? expected - touched : 0
  return (
    <section
      aria-label="What would change"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- long previews scroll (WCAG 2.1.1)
      tabIndex={0}
      aria-busy={state === 'reading'}
      className="grid min-h-32 content-start gap-4"
    >
      <ul
        className={classNames(
          'grid gap-x-6 gap-y-1 font-medium tabular-nums',
          words.length > 3 && 'sm:grid-cols-2',
        )}
      >
        {words.map((phrase) => (
          <li key={phrase}>{phrase}</li>
        ))}
        {state === 'reading' ? (
          <li className="font-normal text-ink-muted">Reading the file, {formatPercent(readBytes, bytes)}</li>
        ) : null}
        {state === 'done' && words.length === 0 ? <li>Nothing in the file would change.</li> : null}
        {staying > 0 ? (
          <li className="font-normal text-ink-muted">
            {formatQuantity(staying, 'line')} cannot be put right this way and would stay as{' '}
            {staying === 1 ? 'it is' : 'they are'}.
          </li>
        ) : null}
      </ul>
      {outcome && outcome.examples.length > 0 ? <Examples examples={outcome.examples} /> : null}
    </section>
  )
}

/** The title of the dialog says what a single fix does; how often is left to say. */
function planWords(changes: readonly Change[], outcome: RewriteOutcome): string[] {
  const [only] = changes
  const [count = 0] = outcome.counts
  if (changes.length > 1 || only?.type !== 'fix' || count === 0) return wordsOfPlan(changes, outcome)
  const isTakenOut = only.fix === 'drop' || only.fix === 'keep_endpoint'
  return [`${formatQuantity(count, 'line')} would ${isTakenOut ? 'be taken out' : 'change'}`]
}

function Examples({ examples }: { examples: readonly Example[] }) {
  return (
    <ol aria-label="The first lines that would change" className="border-t border-line">
      {examples.map(({ line, differences }, index) => (
        <li
          // oxlint-disable-next-line react/no-array-index-key -- two requests of one line have the same number
          key={index}
          className="grid gap-x-4 gap-y-1 border-b border-line py-2 sm:grid-cols-[6rem_minmax(0,1fr)]"
        >
          <span className="text-sm text-ink-muted tabular-nums">Line {formatCount(line)}</span>
          <div className="grid min-w-0 gap-2">
            {differences.map((difference, place) => (
              // oxlint-disable-next-line react/no-array-index-key -- the list never changes
              <BeforeAfter key={place} difference={difference} />
            ))}
          </div>
        </li>
      ))}
    </ol>
  )
}

function BeforeAfter({ difference: { before, after } }: { difference: Difference }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 gap-y-0.5">
      <dt className="w-14 text-sm text-ink-muted">{after ? 'Before' : 'Out'}</dt>
      <dd className="min-w-0">
        <MarkedText excerpt={before} mark="bg-danger-wash text-danger" ifNothing="nothing" />
      </dd>
      {after ? (
        <>
          <dt className="w-14 text-sm text-ink-muted">After</dt>
          <dd className="min-w-0">
            <MarkedText excerpt={after} mark="bg-success-wash text-success" ifNothing="nothing" />
          </dd>
        </>
      ) : null}
    </dl>
  )
}
