import { ChevronRight, CircleAlert, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Excerpt } from '~/domain/intake/excerpt'
import type { FixOffer } from '~/domain/intake/fixes/fix-table'
import type { Severity } from '~/domain/intake/problem-kinds'
import type { ProblemGroup, ProblemSample } from '~/domain/intake/problem-log'
import { PROBLEM_WORDS } from '~/domain/intake/problem-words'
import { placeOfSample, placesOf, SEVERITY_WORDS, timesOf } from '~/domain/intake/report-words'
import { formatCount } from '~/lib/format'
import { classNames } from '~/ui/class-names'
import { FixButtons } from './fix-buttons'
import { MarkedText } from './marked-text'

const LOOKS = {
  error: { icon: CircleAlert, text: 'text-danger', mark: 'bg-danger-wash text-danger' },
  warning: { icon: TriangleAlert, text: 'text-warning', mark: 'bg-warning-wash text-warning' },
  note: { icon: Info, text: 'text-accent', mark: 'bg-accent-wash text-accent' },
} satisfies Record<Severity, { icon: LucideIcon; text: string; mark: string }>

interface ProblemListProps {
  groups: readonly ProblemGroup[]
  /** Stands beside the heading. */
  action?: ReactNode
  /** Called when the person chooses a fix; without it none is offered. */
  onFix?: ((group: ProblemGroup, offer: FixOffer) => void) | undefined
  /** Shows a line of the file. @param line as an editor counts, from 1 */
  onOpenLine?: ((line: number) => void) | undefined
}

/** The problems of a file by kind; each opens to where it occurs. */
export function ProblemList({ groups, action, onFix, onOpenLine }: ProblemListProps) {
  return (
    <section aria-labelledby="problems" className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h3 id="problems" className="font-semibold">
          What the check found
        </h3>
        {action}
      </div>
      <ul className="border-t border-line">
        {groups.map((group) => (
          <li key={group.kind} className="border-b border-line">
            <Problem group={group} onOpenLine={onOpenLine} />
            {onFix ? <FixButtons group={group} onChoose={(offer) => onFix(group, offer)} /> : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

interface ProblemProps {
  group: ProblemGroup
  onOpenLine: ProblemListProps['onOpenLine']
}

function Problem({ group, onOpenLine }: ProblemProps) {
  const { samples } = group
  const shown = samples.filter(({ line, excerpt }) => line !== null || excerpt !== null)
  if (shown.length === 0) return <Head group={group} opener={null} />
  return (
    <details className="group">
      <summary className="list-none hover:bg-sunken [&::-webkit-details-marker]:hidden">
        <Head
          group={group}
          opener={
            <ChevronRight
              aria-hidden
              className="size-4 text-ink-muted transition-transform duration-100 group-open:rotate-90"
              strokeWidth={1.75}
            />
          }
        />
      </summary>
      <ol className="grid gap-px pb-4 pl-9 max-sm:pl-0">
        {shown.map((sample, index) => (
          // Occurrences have no name of their own, and the list never changes.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}>
            <Sample sample={sample} severity={group.severity} onOpenLine={onOpenLine} />
          </li>
        ))}
        {group.count > samples.length ? (
          <li className="pt-2 text-sm text-ink-muted">
            and {formatCount(group.count - samples.length)} more of the same kind
          </li>
        ) : null}
      </ol>
    </details>
  )
}

function Head({ group, opener }: { group: ProblemGroup; opener: ReactNode }) {
  const { icon: Icon, text } = LOOKS[group.severity]
  const { title, sentence } = PROBLEM_WORDS[group.kind]
  const [first] = group.samples
  const places = [timesOf(group), placesOf(group)].filter((words) => words !== '').join(' · ')
  return (
    <span className="flex gap-3 py-3 pr-1">
      <Icon aria-hidden className={classNames('mt-0.5 ml-1 size-4 shrink-0', text)} strokeWidth={2} />
      <span className="grid min-w-0 grow gap-0.5">
        <span className="flex flex-wrap items-baseline gap-x-3">
          <span className="font-semibold">
            <span className={text}>{SEVERITY_WORDS[group.severity]}:</span> {title}
          </span>
          <span className="text-sm text-ink-muted tabular-nums">{places}</span>
        </span>
        <span className="max-w-prose text-ink-muted">{sentence}</span>
        {first ? (
          <span className="min-w-0 text-sm tabular-nums group-open:hidden">
            <Found sample={first} severity={group.severity} />
          </span>
        ) : null}
      </span>
      <span className="mt-0.5 w-4 shrink-0">{opener}</span>
    </span>
  )
}

interface FoundProps {
  sample: ProblemSample
  severity: Severity
}

function Sample({ sample, severity, onOpenLine }: FoundProps & Pick<ProblemProps, 'onOpenLine'>) {
  const { line } = sample
  const place = placeOfSample(sample)
  return (
    <div className="grid gap-x-4 border-t border-line py-1.5 sm:grid-cols-[14rem_minmax(0,1fr)]">
      {onOpenLine && line !== null ? (
        <button
          type="button"
          onClick={() => onOpenLine(line)}
          className="justify-self-start text-left text-sm text-accent tabular-nums underline decoration-line-strong underline-offset-4 hover:decoration-current"
        >
          {place}
        </button>
      ) : (
        <span className="text-sm text-ink-muted tabular-nums">{place}</span>
      )}
      <span className="min-w-0 text-sm">
        <Found sample={sample} severity={severity} />
      </span>
    </div>
  )
}

/** The offending text and what is known about it. */
function Found({ sample: { excerpt, hint, otherLine }, severity }: FoundProps) {
  return (
    <span className="flex flex-wrap items-baseline gap-x-3">
      {excerpt ? <ExcerptText excerpt={excerpt} severity={severity} /> : null}
      {otherLine === null ? null : (
        <span className="text-ink-muted tabular-nums">first used in line {formatCount(otherLine)}</span>
      )}
      {hint === null ? null : <span className="text-ink-muted">{hint}</span>}
    </span>
  )
}

function ExcerptText({ excerpt, severity }: { excerpt: Excerpt; severity: Severity }) {
  return <MarkedText excerpt={excerpt} mark={LOOKS[severity].mark} ifNothing="ends here" />
}
