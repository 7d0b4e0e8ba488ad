import { useMutation, useQueryClient } from '@tanstack/react-query'
import { FileText } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { recordStarted } from '~/api/batch-history'
import { batchKeys, createBatch } from '~/api/batches'
import { useConnection } from '~/api/connection-store'
import { asApiError } from '~/api/errors'
import { fileKeys } from '~/api/files'
import { dismissUpload, setShownByPage, startUpload, uploadEnded, useUploads } from '~/api/uploads'
import { formatBytes } from '~/lib/format'
import { paths } from '~/lib/paths'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { UploadStatus } from '../shared/upload-status'
import { SettingsWayOut } from '../shared/settings-way-out'
import { createBody } from './create-body'
import { FileReport } from './file-report'
import { type RunChoices, RunForm } from './run/run-form'
import { Step } from './step'
import { type FileCheck, useFileCheck } from './use-file-check'

interface StartOptions extends RunChoices {
  endpoint: string
  /** The checked file, unpacked. */
  input: File
}

interface LocalFileFlowProps {
  file: File
  onOtherFile: () => void
}

/** A file of this computer: what it holds, how to run it, upload and start. */
export function LocalFileFlow({ file, onOtherFile }: LocalFileFlowProps) {
  const connection = useConnection()
  const client = useQueryClient()
  const navigate = useNavigate()
  const check = useFileCheck(file)
  const checked = check.state === 'done' ? check : null
  const [uploadId, setUploadId] = useState<number | null>(null)
  const upload = useUploads().find(({ id }) => id === uploadId)
  const hasLeft = useHasLeft()
  useEffect(() => {
    // Whoever leaves finds the upload in the tray at the edge of the other pages.
    return uploadId === null ? undefined : () => setShownByPage(uploadId, false)
  }, [uploadId])

  const start = useMutation({
    mutationFn: async ({ endpoint, input, ...choices }: StartOptions) => {
      let stored = upload?.state === 'done' ? upload.stored : null
      if (!stored) {
        if (upload) dismissUpload(upload.id)
        const started = startUpload(connection, input)
        setShownByPage(started.id, true)
        setUploadId(started.id)
        stored = await started.outcome
        void client.invalidateQueries({ queryKey: fileKeys.all(connection) })
      }
      // Whoever has gone elsewhere meanwhile starts the batch from the uploads or from Files.
      if (!stored || hasLeft.current) return null
      const batch = await createBatch(connection, createBody(stored.id, endpoint, choices))
      if (choices.plan) recordStarted(connection, batch, choices.plan)
      return batch
    },
    onSuccess: async (batch) => {
      if (!batch) return
      if (uploadId !== null) dismissUpload(uploadId)
      void client.invalidateQueries({ queryKey: batchKeys.all(connection) })
      await navigate(paths.batch(batch.id))
    },
  })

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
            disabledReason={upload && !uploadEnded(upload) ? 'Cancel the upload first.' : undefined}
            onClick={onOtherFile}
          >
            Choose another file
          </Button>
        </div>
      </Step>
      <Step number={2} title="Check">
        <FileReport bytes={file.size} check={check} />
      </Step>
      <Step number={3} title="Run">
        <RunForm
          source={checked ? { kind: 'local', file: checked.file } : null}
          sizes={checked?.report.sizes ?? null}
          busy={start.isPending}
          obstacle={obstacleOf(check)}
          startLabel={upload?.state === 'done' ? 'Start batch' : 'Upload and start batch'}
          onStart={(choices) => {
            if (!checked?.report.endpoint) return
            start.mutate({ ...choices, endpoint: checked.report.endpoint, input: checked.file })
          }}
        >
          {upload ? <UploadStatus upload={upload} /> : null}
          {start.isError ? (
            <Notice
              tone="danger"
              title="The file is uploaded, but the batch did not start"
              details={asApiError(start.error).details}
              actions={<SettingsWayOut kind={asApiError(start.error).kind} />}
              live="assertive"
            >
              {asApiError(start.error).message} Try again: the file is not sent a second time.
            </Notice>
          ) : null}
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

/** Whether the person has left this page, for work that goes on after it. */
function useHasLeft() {
  const hasLeft = useRef(false)
  useEffect(() => {
    // Tells the running upload that nobody waits here any more.
    hasLeft.current = false
    return () => {
      hasLeft.current = true
    }
  }, [])
  return hasLeft
}
