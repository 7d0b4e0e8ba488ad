import { CircleCheck } from 'lucide-react'
import { useEffect } from 'react'
import { NATURE_WORDS } from '~/domain/intake/file-nature'
import type { NamedCount } from '~/domain/intake/name-tally'
import type { IntakeReport } from '~/domain/intake/report'
import { holdsRequests, kindsFound, verdictOf } from '~/domain/intake/report-words'
import { formatCount, formatPercent, formatQuantity } from '~/lib/format'
import { useAnnounce } from '~/ui/announcer'
import { Facts } from '~/ui/definition-list'
import { Notice } from '~/ui/notice'
import { ProblemList } from './problem-list'
import type { FileCheck } from './use-file-check'

interface FileReportProps {
  /** Size of the chosen file, packed or not. */
  bytes: number
  check: FileCheck
}

/** What the check found: what the file holds, whether it can run, and every problem by its kind. */
export function FileReport({ bytes, check }: FileReportProps) {
  switch (check.state) {
    case 'reading':
      return <Reading bytes={bytes} check={check} />
    case 'failed':
      return (
        <Notice tone="danger" title="The check stopped" live="assertive">
          {check.message}
        </Notice>
      )
    case 'done':
      return <Report report={check.report} />
  }
}

function Reading({ bytes, check }: { bytes: number; check: Extract<FileCheck, { state: 'reading' }> }) {
  const announce = useAnnounce()
  const read = `Checking, ${formatPercent(check.fileBytes, bytes)} read`
  useEffect(() => {
    // Speaks to screen readers, which do not follow text that changes.
    announce(read, 'live')
  }, [announce, read])
  const { progress } = check
  const kinds = progress ? progress.kinds.error + progress.kinds.warning : 0
  return (
    <Facts
      columns={2}
      entries={[
        { term: 'Kind of file', value: progress ? NATURE_WORDS[progress.nature] : '–' },
        { term: 'Requests', value: progress ? `${formatCount(progress.requests)} so far` : '–' },
        { term: 'Progress', value: read },
        { term: 'Problems', value: kinds === 0 ? 'None so far' : formatQuantity(kinds, 'kind') },
      ]}
    />
  )
}

function Report({ report }: { report: IntakeReport }) {
  const announce = useAnnounce()
  const { tone, title, sentence } = verdictOf(report)
  const spoken = `The check is complete. ${kindsFound(report)}`
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
      {report.problems.length > 0 ? <ProblemList groups={report.problems} /> : null}
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
