import { CircleCheck } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { NATURE_WORDS } from '~/domain/intake/file-nature'
import type { NamedCount } from '~/domain/intake/name-tally'
import type { IntakeReport } from '~/domain/intake/report'
import { holdsRequests, kindsFound, verdictOf } from '~/domain/intake/report-words'
import { formatCount, formatQuantity } from '~/lib/format'
import { useAnnounce } from '~/ui/announcer'
import { Facts } from '~/ui/definition-list'
import { Notice } from '~/ui/notice'

interface ReportViewProps {
  report: IntakeReport
  /** What has just been done to the file, for whoever cannot see it; said before what was found. */
  done?: string | undefined
  /** What can be done about it, and the problems. */
  children?: ReactNode
}

/** What the check found in a file: what it holds and whether it can run. */
export function ReportView({ report, done = 'The check is complete', children }: ReportViewProps) {
  const announce = useAnnounce()
  const { tone, title, sentence } = verdictOf(report)
  const spoken = `${done}. ${kindsFound(report)}`
  useEffect(() => {
    // Speaks to screen readers, which do not notice that the progress has become a verdict.
    announce(spoken)
  }, [announce, spoken])
  return (
    <div className="grid gap-6">
      <Facts
        columns={2}
        entries={[
          { term: 'Kind of file', value: NATURE_WORDS[report.nature] },
          {
            term: holdsRequests(report.nature) ? 'Requests' : 'Lines to read',
            value: formatCount(report.requests),
          },
          { term: 'Endpoint', value: <Names of={report.endpoints} all={report.requests} /> },
          { term: 'Model', value: <Names of={report.models} all={report.requests} /> },
        ]}
      />
      {tone === 'success' ? (
        <p className="flex items-center gap-2 font-medium text-success">
          <CircleCheck aria-hidden className="size-4 shrink-0" strokeWidth={2} />
          {title}
        </p>
      ) : (
        <Notice tone={tone} title={title}>
          {sentence}
        </Notice>
      )}
      {children}
    </div>
  )
}

const MOST_NAMES_SHOWN = 5

/** Names that requests use, with the number of requests where there is more than one name. */
function Names({ of: names, all }: { of: readonly NamedCount[]; all: number }) {
  if (names.length === 0) return '–'
  const [only] = names
  if (only && names.length === 1 && only.count === all) return only.name
  return (
    <ul className="grid gap-1">
      {names.slice(0, MOST_NAMES_SHOWN).map(({ name, count }) => (
        <li key={name} className="flex flex-wrap items-baseline gap-x-2">
          <span className="min-w-0 wrap-anywhere">{name}</span>
          <span className="text-sm text-ink-muted">{formatQuantity(count, 'request')}</span>
        </li>
      ))}
      {names.length > MOST_NAMES_SHOWN ? (
        <li className="text-sm text-ink-muted">and {formatCount(names.length - MOST_NAMES_SHOWN)} more</li>
      ) : null}
    </ul>
  )
}
