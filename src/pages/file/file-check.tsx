import { ScanSearch } from 'lucide-react'
import type { ReactNode } from 'react'
import type { StoredFile } from '~/contract/file'
import { NATURE_WORDS } from '~/domain/intake/file-nature'
import { formatBytes, formatCount, formatPercent } from '~/lib/format'
import { Button } from '~/ui/button'
import { Facts } from '~/ui/definition-list'
import { Notice } from '~/ui/notice'
import { ProblemList } from '../shared/check/problem-list'
import { ReportView } from '../shared/check/report-view'
import { type StoredCheck, useStoredCheck } from '../shared/files/use-stored-check'
import { FileEstimate } from './file-estimate'

interface FileCheckProps {
  file: StoredFile
  /** Shows a line of the file. @param line as an editor counts, from 1 */
  onOpenLine: (line: number) => void
}

/** What an input file holds, whether it can run, and what that would cost: a small one is read unasked. */
export function FileCheck({ file, onOpenLine }: FileCheckProps) {
  const check = useStoredCheck(file)
  return (
    <div className="@container">
      <div className="grid gap-x-12 gap-y-8 @min-[60rem]:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Part title="Check">
          <CheckState file={file} check={check} onOpenLine={onOpenLine} />
        </Part>
        <FileEstimate file={file} sizes={check.state === 'done' ? check.report.sizes : null} />
      </div>
    </div>
  )
}

/** A titled part of what is known of a file. */
function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid min-w-0 content-start gap-4">
      <h2 className="text-lg font-semibold">{title}</h2>
      {children}
    </section>
  )
}

function CheckState({ file, check, onOpenLine }: FileCheckProps & { check: StoredCheck }) {
  switch (check.state) {
    case 'unread':
      return (
        <div className="grid justify-items-start gap-3">
          <p className="max-w-prose text-ink-muted">
            Looks for everything that would make the server refuse the file or a request fail, and estimates
            the price. A file of this size is read for it only when you ask.
          </p>
          <Button icon={ScanSearch} onClick={check.read}>
            Check and estimate: reads {formatBytes(file.bytes)}
          </Button>
        </div>
      )
    case 'reading':
      return <Reading file={file} progress={check.progress} />
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
      return (
        <ReportView report={check.report}>
          {check.report.problems.length > 0 ? (
            <ProblemList groups={check.report.problems} onOpenLine={onOpenLine} />
          ) : null}
        </ReportView>
      )
  }
}

interface ReadingProps extends Pick<FileCheckProps, 'file'> {
  progress: Extract<StoredCheck, { state: 'reading' }>['progress']
}

/** The same facts in the same places as the report will have. */
function Reading({ file, progress }: ReadingProps) {
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
