import { FileText } from 'lucide-react'
import { useConnection } from '~/api/connection-store'
import { formatBytes } from '~/lib/format'
import { Button } from '~/ui/button'
import { LaunchStatus } from '../shared/launch-status'
import { FilePreview } from './file-preview'
import { FileReport } from './file-report'
import { RunForm } from './run-form'
import { Step } from './step'
import { type FileCheck, useFileCheck } from './use-file-check'
import { usePageLaunch } from './use-page-launch'

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
  const { launch, busy, start } = usePageLaunch()
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
        <RunForm
          model={checked?.report.models[0]?.name ?? null}
          estimates={NO_ESTIMATES}
          busy={busy}
          obstacle={obstacleOf(check)}
          startLabel={isUploaded ? 'Start batch' : 'Upload and start batch'}
          onStart={(choices) => {
            if (!checked?.report.endpoint) return
            const { endpoint, requests } = checked.report
            const source = { kind: 'local', file: checked.file } as const
            start({
              ...choices,
              connection,
              endpoint,
              parts: [{ source, requests, job: null, starts: true }],
            })
          }}
        >
          {launch ? <LaunchStatus launch={launch} /> : null}
        </RunForm>
      </Step>
    </>
  )
}

/** Why the batch cannot start; `undefined` when it can. */
function obstacleOf(check: FileCheck): string | undefined {
  if (check.state === 'reading') return 'The file is still being checked.'
  if (check.state === 'failed') return 'The file could not be checked. Choose it again.'
  const { problems, endpoint } = check.report
  if (problems.some(({ severity }) => severity === 'error')) return 'Put right what the check found first.'
  return endpoint === null ? 'No request names an endpoint.' : undefined
}
