import { FileText } from 'lucide-react'
import { useRef, useState } from 'react'
import { useConnection } from '~/api/connection-store'
import { blockingProblems } from '~/domain/intake/fixes/offers'
import { needsParts } from '~/domain/jobs/plan-parts'
import { formatBytes } from '~/lib/format'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { LaunchStatus } from '../shared/launch-status'
import { LinesDialog } from '../shared/lines-dialog'
import { CheckStep } from './check/check-step'
import { type Intake, useIntake } from './check/use-intake'
import { FilePreview } from './file-preview'
import { DivisionNotice, isTrialSubmission, TrialButton } from './job-choices'
import { TRIAL_ROWS } from './job-parts'
import { RunForm } from './run-form'
import { Step } from './step'
import { useJobStart } from './use-job-start'

interface LocalFileFlowProps {
  file: File
  onOtherFile: () => void
}

const NO_ESTIMATES = { '24h': null, '1h': null } as const

/** A file of this computer: what it holds, how to run it, upload and start. */
export function LocalFileFlow({ file, onOtherFile }: LocalFileFlowProps) {
  const connection = useConnection()
  const check = useIntake(file)
  const checked = check.state === 'done' ? check : null
  const [openLine, setOpenLine] = useState<number | null>(null)
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
          <CheckStep intake={check} bytes={file.size} isLocked={busy} onOpenLine={setOpenLine} />
          {/* A packed file can be read once the check has unpacked it. */}
          <FilePreview file={checked?.file ?? (/\.gz(?:ip)?$/i.test(file.name) ? null : file)} />
        </div>
        {checked && openLine !== null ? (
          <LinesDialog file={checked.file} line={openLine} onClose={() => setOpenLine(null)} />
        ) : null}
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
              checked.keep()
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

/** Why the batch cannot start; `undefined` when it can. */
function obstacleOf(check: Intake): string | undefined {
  if (check.state === 'reading') return 'The file is still being checked.'
  if (check.state === 'failed') return 'The file could not be checked. Choose it again.'
  const { endpoint } = check.report
  if (blockingProblems(check.report).length > 0) return 'Put right what the check found first.'
  return endpoint === null ? 'No request names an endpoint.' : undefined
}
