import { CircleCheck, ScanSearch } from 'lucide-react'
import { Fragment } from 'react'
import { Link } from 'react-router'
import * as z from 'zod/mini'
import type { StoredFile } from '~/contract/file'
import type { ProblemGroup } from '~/domain/intake/problem-log'
import { PROBLEM_WORDS } from '~/domain/intake/problem-words'
import type { IntakeReport } from '~/domain/intake/report'
import { SEVERITY_WORDS, verdictOf } from '~/domain/intake/report-words'
import { formatBytes, formatCount, formatPercent } from '~/lib/format'
import { urlQuery } from '~/lib/url-state'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { useStoredCheck } from '../shared/files/use-stored-check'
import { ViewerState } from '../shared/request-viewer/viewer-state'

/** The check of a file by all rules, when it is asked for: it reads the whole file once more. */
export function FileCheck({ file }: { file: StoredFile }) {
  const check = useStoredCheck(file, 0)
  switch (check.state) {
    case 'unread':
      return (
        <Button size="sm" icon={ScanSearch} className="justify-self-start" onClick={check.read}>
          Check by all rules: reads {formatBytes(file.bytes)}
        </Button>
      )
    case 'reading':
      return (
        <p role="status" className="text-sm text-ink-muted tabular-nums">
          Checking, {formatPercent(check.progress?.readBytes ?? 0, file.bytes)} read
        </p>
      )
    case 'failed':
      return (
        <Notice
          tone="warning"
          title="The file could not be checked"
          live="polite"
          actions={
            <Button size="sm" onClick={check.read}>
              Try again
            </Button>
          }
        >
          {check.message}
        </Notice>
      )
    case 'done':
      return <Report report={check.report} />
  }
}

function Report({ report }: { report: IntakeReport }) {
  const { tone, title, sentence } = verdictOf(report)
  if (tone === 'success' && report.problems.length === 0) {
    return (
      <p role="status" className="flex items-center gap-2 font-medium text-success">
        <CircleCheck aria-hidden className="size-4 shrink-0" strokeWidth={2} />
        {title}
      </p>
    )
  }
  return (
    <Notice tone={tone} title={title} live="polite">
      {sentence === '' ? null : <p>{sentence}</p>}
      <ul className="grid gap-1 pt-2">
        {report.problems.map((group) => (
          <li key={group.kind}>
            {SEVERITY_WORDS[group.severity]}: {PROBLEM_WORDS[group.kind].title}
            <Places group={group} />
          </li>
        ))}
      </ul>
    </Notice>
  )
}

const MOST_PLACES = 5

/** Links to the first lines that have a problem; nothing for one of the file as a whole. */
function Places({ group }: { group: ProblemGroup }) {
  const lines = [...new Set(group.samples.flatMap(({ line }) => (line === null ? [] : [line])))]
  if (lines.length === 0) return null
  const others = group.lines - Math.min(lines.length, MOST_PLACES)
  return (
    <>
      {group.lines === 1 ? ', line ' : ', lines '}
      {lines.slice(0, MOST_PLACES).map((line, index) => (
        <Fragment key={line}>
          {index > 0 ? ', ' : ''}
          <Link
            to={{ search: urlQuery(ViewerState, { ...z.parse(ViewerState, {}), line: String(line) }) }}
            preventScrollReset
            className="text-accent tabular-nums underline decoration-line-strong underline-offset-4 hover:decoration-current"
          >
            {formatCount(line)}
          </Link>
        </Fragment>
      ))}
      {others > 0 ? ` and ${formatCount(others)} more` : ''}
    </>
  )
}
