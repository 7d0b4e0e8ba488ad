import { useQuery } from '@tanstack/react-query'
import { ScanSearch } from 'lucide-react'
import { useConnection } from '~/api/connection-store'
import { firstLineQuery } from '~/api/files'
import type { StoredFile } from '~/contract/file'
import { NATURE_WORDS } from '~/domain/intake/file-nature'
import { endpointAndModelOf } from '~/domain/intake/endpoint-and-model'
import { formatBytes, formatCount, formatPercent } from '~/lib/format'
import { Button } from '~/ui/button'
import { Facts } from '~/ui/definition-list'
import { Notice } from '~/ui/notice'
import { QueryTrouble } from '../shared/query-trouble'
import { ProblemList } from '../shared/check/problem-list'
import { ReportView } from '../shared/check/report-view'
import type { StoredCheck } from '../shared/files/use-stored-check'

/** What is known of a file of the server: its first request at once, all of it once it has been read. */
export function StoredCheckStep({ file, check }: { file: StoredFile; check: StoredCheck }) {
  switch (check.state) {
    case 'unread':
      return (
        <div className="grid gap-4">
          <FirstRequest file={file} />
          <Button icon={ScanSearch} className="justify-self-start" onClick={check.read}>
            Check and estimate: reads {formatBytes(file.bytes)}
          </Button>
        </div>
      )
    case 'reading':
      return <Reading file={file} check={check} />
    case 'failed':
      return (
        <div className="grid gap-4">
          <FirstRequest file={file} />
          <Notice
            tone="warning"
            title="The file could not be checked"
            actions={
              <Button size="sm" onClick={check.read}>
                Try again
              </Button>
            }
            live="polite"
          >
            {check.message} It can be started all the same; the price is then not known.
          </Notice>
        </div>
      )
    case 'done':
      return (
        <ReportView report={check.report}>
          {check.report.problems.length > 0 ? <ProblemList groups={check.report.problems} /> : null}
        </ReportView>
      )
  }
}

function Reading({ file, check }: { file: StoredFile; check: Extract<StoredCheck, { state: 'reading' }> }) {
  const { progress } = check
  return (
    <Facts
      columns={2}
      entries={[
        { term: 'Kind of file', value: progress ? NATURE_WORDS[progress.nature] : '–' },
        { term: 'Requests', value: progress ? `${formatCount(progress.requests)} so far` : '–' },
        { term: 'Progress', value: `Checking, ${formatPercent(progress?.readBytes ?? 0, file.bytes)} read` },
      ]}
    />
  )
}

function FirstRequest({ file }: { file: StoredFile }) {
  const firstLine = useQuery(firstLineQuery(useConnection(), file.id))
  const request = firstLine.data === undefined ? null : endpointAndModelOf(firstLine.data)
  return (
    <>
      <QueryTrouble query={firstLine} what="the file's first request" />
      <Facts
        columns={2}
        entries={[
          { term: 'Endpoint', value: request?.endpoint ?? '–' },
          { term: 'Model of the first request', value: request?.model ?? '–' },
        ]}
      />
    </>
  )
}
