import { type ReactNode, useRef, useState } from 'react'
import type { Location } from 'react-router'
import { startRecorder } from '~/api/batch-history'
import { useConnection } from '~/api/connection-store'
import { blockingProblems } from '~/domain/intake/fixes/offers'
import { wordsOfChanged } from '~/domain/prepared-work'
import { isTakenBySome, leastParts, LENIENT_LIMITS, PART_LIMITS } from '~/domain/jobs/plan-parts'
import { paths } from '~/lib/paths'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { LaunchStatus } from '../shared/launch-status'
import { LinesDialog } from '../shared/lines-dialog'
import { CheckStep } from './check/check-step'
import { type Intake, useIntake } from './check/use-intake'
import { FileName } from './file-name'
import { FilePreview } from './file-preview'
import { TRIAL_ROWS } from './job-parts'
import { LeaveQuestion, LossDialog } from './leave-question'
import { type SentAs, SendAsChoice } from './send-as-choice'
import { RunForm } from './run/run-form'
import { type RunDraft, useRunDraft } from './run/use-run-draft'
import { Step } from './step'
import { useJobStart } from './use-job-start'

interface LocalFileFlowProps {
  file: File
  /** What would be lost with the file itself, in words; left out where it can be had again. */
  fileLoss?: string | undefined
  /** The first step; `null` where the page shows it already. Left out, the file itself. */
  source?: ReactNode
  /** What the form begins with. */
  draft?: RunDraft
  /** What the console writes into the metadata of every batch. */
  ownMetadata?: Readonly<Record<string, string>>
  /** The person asked to run rows once more. */
  isRepeat?: boolean
  /** Left out where `source` has the way to another one. */
  onOtherFile?: () => void
}

/** A file of this computer: what it holds, how to run it, upload and start. */
export function LocalFileFlow({ file, fileLoss, source, ownMetadata, ...props }: LocalFileFlowProps) {
  const connection = useConnection()
  const check = useIntake(file)
  const checked = check.state === 'done' ? check : null
  const ownDraft = useRunDraft()
  const draft = props.draft ?? ownDraft
  const [openLine, setOpenLine] = useState<number | null>(null)
  const { launch, busy, failure, start, resume } = useJobStart()
  const size = checked ? { requests: checked.report.requests, bytes: checked.file.size } : null
  const [sentAs, setSentAs] = useState<SentAs>('parts')
  const isChoice = size !== null && isTakenBySome(size)
  const limits = isChoice && sentAs === 'whole' ? LENIENT_LIMITS : PART_LIMITS
  const [startedFile, setStartedFile] = useState<File | null>(null)
  // What has been started goes on by itself, and what stopped is kept in the tray.
  const isStarted = checked?.file === startedFile && (busy || launch !== null)
  const edits = [...wordsOfChanged(checked?.changes.flat().length ?? 0), ...draft.losses]
  const fileLosses = fileLoss === undefined || check.state === 'failed' ? [] : [fileLoss]
  const isGivenUp = useRef(false)
  const isUploaded = launch?.parts.every((part) => part.state !== 'uploading' && part.stored) ?? false

  return (
    <>
      {source === undefined ? (
        <Step number={1} title="Source">
          <ChosenFile
            file={file}
            busy={busy}
            losses={isStarted ? [] : edits}
            onOtherFile={() => {
              isGivenUp.current = true
              props.onOtherFile?.()
            }}
          />
        </Step>
      ) : (
        source
      )}
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
        <RunForm
          draft={draft}
          isRepeat={props.isRepeat}
          source={checked ? { kind: 'local', file: checked.file } : null}
          sizes={checked?.report.sizes ?? null}
          parts={size ? leastParts(size, limits) : 1}
          division={isChoice ? <SendAsChoice value={sentAs} onValueChange={setSentAs} /> : null}
          busy={busy}
          obstacle={obstacleOf(check)}
          startLabel={isUploaded ? 'Start batch' : 'Upload and start batch'}
          onStart={async ({ plan, trialRows, ...choices }) => {
            if (!checked?.report.endpoint) return
            const { endpoint, requests } = checked.report
            checked.keep()
            setStartedFile(checked.file)
            const metadata = { ...choices.metadata, ...ownMetadata }
            const onStarted = startRecorder(plan)
            const order = { ...choices, metadata, connection, endpoint, onStarted }
            await start(order, { file: checked.file, requests, trialRows, limits })
          }}
          offersTrial={(size?.requests ?? 0) > TRIAL_ROWS}
        >
          {failure ? (
            <Notice tone="danger" title="The file could not be divided" live="assertive">
              {failure}
            </Notice>
          ) : null}
          {launch ? <LaunchStatus launch={launch} onResume={resume} /> : null}
        </RunForm>
      </Step>
      <LeaveQuestion
        losses={isStarted ? [] : [...fileLosses, ...edits]}
        lets={(to) => isGivenUp.current || (edits.length === 0 && isFileOfServer(to))}
      />
    </>
  )
}

interface ChosenFileProps {
  file: File
  busy: boolean
  /** What would be lost with another file, in words. */
  losses: readonly string[]
  onOtherFile: () => void
}

function ChosenFile({ file, busy, losses, onOtherFile }: ChosenFileProps) {
  const [isAsking, setIsAsking] = useState(false)
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <FileName name={file.name} bytes={file.size} />
      <Button
        size="sm"
        className="ml-auto"
        disabledReason={busy ? 'Cancel the upload first.' : undefined}
        onClick={() => (losses.length > 0 ? setIsAsking(true) : onOtherFile())}
      >
        Choose another file
      </Button>
      <LossDialog
        open={isAsking}
        title="Choose another file?"
        losses={losses}
        stayLabel="Keep this one"
        goLabel="Choose another"
        onStay={() => setIsAsking(false)}
        onGo={onOtherFile}
      />
    </div>
  )
}

/** Whether an address starts a file of the server, as the hint at a file that is there already does. */
function isFileOfServer({ pathname, search }: Location): boolean {
  return pathname === paths.newBatch() && new URLSearchParams(search).has('file')
}

/** Why the batch cannot start; `undefined` when it can. */
function obstacleOf(check: Intake): string | undefined {
  if (check.state === 'reading') return 'The file is still being checked.'
  if (check.state === 'failed') return 'The file could not be checked. Choose it again.'
  const { endpoint } = check.report
  if (blockingProblems(check.report).length > 0) return 'Put right what the check found first.'
  return endpoint === null ? 'No request names an endpoint.' : undefined
}
