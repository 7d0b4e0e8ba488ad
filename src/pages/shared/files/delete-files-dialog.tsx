import { useQuery } from '@tanstack/react-query'
import { Check, CircleDashed, CircleX, LoaderCircle, type LucideIcon } from 'lucide-react'
import { useConnection } from '~/api/connection-store'
import { fileUsersQuery } from '~/api/file-users'
import type { StoredFile } from '~/contract/file'
import { titleOf } from '~/domain/batch-state'
import { deletionConsequences } from '~/domain/file-deletion'
import { formatCount, formatQuantity } from '~/lib/format'
import { Button } from '~/ui/button'
import { classNames } from '~/ui/class-names'
import { Dialog } from '~/ui/dialog'
import { Notice } from '~/ui/notice'
import { type FileOutcome, useFileDeletion } from './use-file-deletion'

interface DeleteFilesDialogProps {
  /** The files to delete; the same list until the dialog is closed. Empty keeps it closed. */
  files: readonly StoredFile[]
  onClose: () => void
  /** Called once all of them are gone, before the dialog closes by itself: leads away from what is gone. */
  onDeleted?: () => Promise<void>
}

/** Asks before files are deleted, names what goes with them, and stays until the outcome of each is told. */
export function DeleteFilesDialog({ files, onClose, onDeleted }: DeleteFilesDialogProps) {
  const { outcomes, isWorking, run, reset } = useFileDeletion(files)
  const failures = [...outcomes.values()].filter(({ state }) => state === 'failed').length
  const isDone = files.length > 0 && files.every(({ id }) => outcomes.get(id)?.state === 'deleted')
  const [only] = files
  const isOne = files.length === 1
  const name = isOne ? (only?.filename ?? '') : formatQuantity(files.length, 'file')

  const close = () => {
    if (isWorking) return
    reset()
    onClose()
  }
  const confirm = async () => {
    if ((await run()) > 0) return
    await onDeleted?.()
    // Of one file the list it has left tells enough.
    if (isOne) close()
  }

  return (
    <Dialog
      open={files.length > 0}
      onClose={close}
      title={isDone ? `${name} deleted` : `Delete ${name}?`}
      size={isOne ? 'sm' : 'md'}
      footer={
        isDone ? (
          <Button variant="primary" onClick={close}>
            Close
          </Button>
        ) : (
          <>
            <Button onClick={close} disabledReason={isWorking ? 'Wait for the outcome.' : undefined}>
              {failures > 0 ? 'Close' : 'Cancel'}
            </Button>
            <Button variant="danger" busy={isWorking} onClick={() => void confirm()}>
              {isOne ? 'Delete the file' : failures > 0 ? 'Try those again' : `Delete ${name}`}
            </Button>
          </>
        )
      }
    >
      <div className="space-y-4">
        {outcomes.size === 0 || isOne ? <Consequences files={files} /> : null}
        {failures > 0 && !isWorking ? (
          <Notice
            tone="danger"
            live="assertive"
            title={
              isOne
                ? 'That did not work'
                : `${formatCount(failures)} of ${formatQuantity(files.length, 'file')} could not be deleted`
            }
          >
            {isOne ? <FailureOf outcome={outcomes.get(only?.id ?? '')} /> : 'The others are gone.'}
          </Notice>
        ) : null}
        {isOne ? null : <FileList files={files} outcomes={outcomes} />}
      </div>
    </Dialog>
  )
}

function FailureOf({ outcome }: { outcome: FileOutcome | undefined }) {
  return outcome?.state === 'failed' ? outcome.message : null
}

const MOST_BATCHES = 5

function Consequences({ files }: { files: readonly StoredFile[] }) {
  const connection = useConnection()
  // Batches may have been started since the list was read.
  const users = useQuery({ ...fileUsersQuery(connection), staleTime: 0 }).data
  const batches = new Set(files.flatMap(({ id }) => users?.byFile.get(id) ?? []))
  const { sentences, cancelled } = deletionConsequences(files, [...batches], users?.isWhole ?? false)
  return (
    <div className="space-y-3 text-ink-muted">
      {sentences.map((sentence, index) => (
        <p
          key={sentence}
          className={index === 0 && cancelled.length > 0 ? 'font-medium text-ink' : undefined}
        >
          {sentence}
        </p>
      ))}
      {cancelled.length > 0 ? (
        <ul className="list-disc pl-5">
          {cancelled.slice(0, MOST_BATCHES).map((batch) => (
            <li key={batch.id} className="wrap-anywhere">
              {titleOf(batch, files.find(({ id }) => id === batch.input_file_id)?.filename ?? null)}
            </li>
          ))}
          {cancelled.length > MOST_BATCHES ? (
            <li>and {formatCount(cancelled.length - MOST_BATCHES)} more</li>
          ) : null}
        </ul>
      ) : null}
    </div>
  )
}

const LOOKS = {
  waiting: { icon: CircleDashed, words: 'Waiting', className: 'text-ink-muted' },
  deleting: { icon: LoaderCircle, words: 'Deleting', className: 'text-accent' },
  deleted: { icon: Check, words: 'Deleted', className: 'text-success' },
  failed: { icon: CircleX, words: 'Not deleted', className: 'text-danger' },
} satisfies Record<FileOutcome['state'], { icon: LucideIcon; words: string; className: string }>

interface FileListProps {
  files: readonly StoredFile[]
  outcomes: ReadonlyMap<string, FileOutcome>
}

/** Each file, and what became of it. */
function FileList({ files, outcomes }: FileListProps) {
  return (
    <ul className="border-t border-line">
      {files.map(({ id, filename }) => {
        const outcome = outcomes.get(id)
        return (
          <li key={id} className="grid gap-0.5 border-b border-line py-2">
            <span className="flex items-baseline justify-between gap-4">
              <span className="min-w-0 wrap-anywhere">{filename}</span>
              {outcome === undefined ? null : <OutcomeWords outcome={outcome} />}
            </span>
            {outcome?.state === 'failed' ? (
              <span className="text-sm text-ink-muted">{outcome.message}</span>
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}

function OutcomeWords({ outcome }: { outcome: FileOutcome }) {
  const { icon: Icon, words, className } = LOOKS[outcome.state]
  return (
    <span className={classNames('inline-flex shrink-0 items-center gap-1.5 text-sm font-medium', className)}>
      <Icon
        aria-hidden
        className={classNames('size-3.5', outcome.state === 'deleting' && 'animate-spin')}
        strokeWidth={2}
      />
      {words}
    </span>
  )
}
