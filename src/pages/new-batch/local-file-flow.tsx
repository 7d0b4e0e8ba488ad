import { FileText, FlaskConical } from 'lucide-react'
import { useRef } from 'react'
import { useConnection } from '~/api/connection-store'
import type { ProblemKind } from '~/domain/intake/problem-kinds'
import { leastParts, needsParts } from '~/domain/jobs/plan-parts'
import { formatBytes, formatQuantity } from '~/lib/format'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { LaunchStatus } from '../shared/launch-status'
import { FilePreview } from './file-preview'
import { FileReport } from './file-report'
import { TRIAL_ROWS } from './job-parts'
import { RunForm } from './run-form'
import { Step } from './step'
import { type FileCheck, useFileCheck } from './use-file-check'
import { useJobStart } from './use-job-start'

interface LocalFileFlowProps {
  file: File
  onOtherFile: () => void
}

const NO_ESTIMATES = { '24h': null, '1h': null } as const

/** A file of this computer: what it holds, how to run it, upload and start. */
export function LocalFileFlow({ file, onOtherFile }: LocalFileFlowProps) {
  const connection = useConnection()
  const check = useFileCheck(file)
  const checked = check.state === 'done' ? check : null
  const { launch, busy, failure, start } = useJobStart()
  const trialRows = useRef(0)
  const size = checked ? { requests: checked.report.requests, bytes: checked.file.size } : null
  const isDivided = size !== null && needsParts(size)
  const isUploaded = launch?.parts.every((part) => part.state !== 'uploading' && part.stored) ?? false

  return (
    <>
      <Step number={1} title="Source">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <FileText aria-hidden size={20} className="text-ink-muted" />
          <span className="font-medium wrap-anywhere">{file.name}</span>
          <span className="text-ink-muted tabular-nums">{formatBytes(file.size)}</span>
          <Button
            size="sm"
            className="ml-auto"
            disabledReason={busy ? 'Cancel the upload first.' : undefined}
            onClick={onOtherFile}
          >
            Choose another file
          </Button>
        </div>
      </Step>
      <Step number={2} title="Check">
        <div className="grid gap-6">
          <FileReport bytes={file.size} check={check} />
          {/* A packed file can be read once the check has unpacked it. */}
          <FilePreview file={checked?.file ?? (/\.gz(?:ip)?$/i.test(file.name) ? null : file)} />
        </div>
      </Step>
      <Step number={3} title="Run">
        {isDivided ? <DivisionNotice {...size} /> : null}
        {/* Which of the form's buttons was pressed tells only the submission itself. */}
        <div
          className="contents"
          onSubmitCapture={({ nativeEvent }) => {
            trialRows.current = isTrialSubmission(nativeEvent) ? TRIAL_ROWS : 0
          }}
        >
          <RunForm
            model={checked?.report.models[0]?.name ?? null}
            estimates={NO_ESTIMATES}
            busy={busy}
            obstacle={obstacleOf(check)}
            startLabel={isUploaded ? 'Start batch' : 'Upload and start batch'}
            onStart={(choices) => {
              if (!checked?.report.endpoint) return
              const { endpoint, requests } = checked.report
              start(
                { ...choices, connection, endpoint },
                { file: checked.file, requests, trialRows: trialRows.current },
              )
            }}
          >
            {size && size.requests > TRIAL_ROWS ? (
              <TrialButton obstacle={obstacleOf(check)} busy={busy} />
            ) : null}
            {failure ? (
              <Notice tone="danger" title="The file could not be divided" live="assertive">
                {failure}
              </Notice>
            ) : null}
            {launch ? <LaunchStatus launch={launch} /> : null}
          </RunForm>
        </div>
      </Step>
    </>
  )
}

/** A file that is more than one batch takes. */
function DivisionNotice({ requests, bytes }: { requests: number; bytes: number }) {
  const batches = leastParts({ requests, bytes })
  return (
    <Notice
      tone="info"
      title={`It will run as ${formatQuantity(batches, 'batch', 'batches')}, shown as one job`}
    >
      {formatQuantity(requests, 'request')} in {formatBytes(bytes)} are more than one batch takes. The file is
      cut between rows; progress, cost and downloads are shown together.
    </Notice>
  )
}

const TRIAL = 'trial'

/** Starts a few rows now; the others are uploaded and wait for a second click. */
function TrialButton({ obstacle, busy }: { obstacle: string | undefined; busy: boolean }) {
  return (
    <div className="grid gap-1">
      <Button
        type="submit"
        value={TRIAL}
        icon={FlaskConical}
        busy={busy}
        disabledReason={obstacle}
        className="justify-self-start"
      >
        Try {TRIAL_ROWS} rows first
      </Button>
      <p className="text-sm text-ink-muted">
        Starts {TRIAL_ROWS} rows from all over the file. The others are uploaded and wait until you start
        them.
      </p>
    </div>
  )
}

function isTrialSubmission(event: Event): boolean {
  const submitter = event instanceof SubmitEvent ? event.submitter : null
  return submitter instanceof HTMLButtonElement && submitter.value === TRIAL
}

/** Problems that dividing the file solves. */
const TOO_MUCH: ReadonlySet<ProblemKind> = new Set(['too_many_requests', 'file_too_large'])

/** Why the batch cannot start; `undefined` when it can. */
function obstacleOf(check: FileCheck): string | undefined {
  if (check.state === 'reading') return 'The file is still being checked.'
  if (check.state === 'failed') return 'The file could not be checked. Choose it again.'
  const { problems, endpoint } = check.report
  const inTheWay = problems.filter(({ kind, severity }) => severity === 'error' && !TOO_MUCH.has(kind))
  if (inTheWay.length > 0) return 'Put right what the check found first.'
  return endpoint === null ? 'No request names an endpoint.' : undefined
}
