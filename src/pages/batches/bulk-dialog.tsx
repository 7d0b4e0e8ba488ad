import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { batchKeys, cancelBatch, deleteBatch, retryBatch } from '~/api/batches'
import type { Connection } from '~/api/connection'
import { useConnection } from '~/api/connection-store'
import { startDownload } from '~/api/downloads'
import { asApiError } from '~/api/errors'
import type { Batch } from '~/contract/batch'
import { type BulkAction, splitForAction } from '~/domain/batch-list/bulk'
import { hasEnded, openRows } from '~/domain/batch-state'
import { formatQuantity } from '~/lib/format'
import { Button } from '~/ui/button'
import { Dialog } from '~/ui/dialog'
import { Notice } from '~/ui/notice'
import { downloadInWorker } from '~/workers/download/client'
import { forgetResults } from '~/workers/results/client'

interface BulkDialogProps {
  action: BulkAction
  /** All that are selected; those the action does not apply to are left out, with the reason. */
  batches: readonly Batch[]
  titleOf: (batch: Batch) => string
  onClose: () => void
}

/** What became of one batch. */
type Outcome = { state: 'done' } | { state: 'failed'; message: string }

type Sum = (batches: readonly Batch[]) => number
const answers: Sum = (batches) => batches.reduce((sum, batch) => sum + batch.request_counts.completed, 0)
const open: Sum = (batches) => batches.reduce((sum, batch) => sum + openRows(batch), 0)
const again: Sum = (batches) =>
  batches.reduce((sum, batch) => sum + openRows(batch) + batch.request_counts.failed, 0)

const WORDS = {
  cancel: {
    verb: 'Cancel',
    done: 'Cancelled',
    consequence: (batches) =>
      `Up to ${formatQuantity(open(batches), 'row')} will not run and cost nothing. Rows in flight may still end, and are then charged. Answers that exist stay.`,
  },
  retry: {
    verb: 'Retry',
    done: 'Runs again',
    consequence: (batches) =>
      `${formatQuantity(again(batches), 'failed or cancelled row')} run once more. Only rows that succeed are charged.`,
  },
  download: {
    verb: 'Download',
    done: 'Saved',
    consequence: (batches) =>
      `${formatQuantity(answers(batches), 'answer')} in ${formatQuantity(batches.length, 'file')}. The browser may ask whether this page may save several files.`,
  },
  delete: {
    verb: 'Delete',
    done: 'Deleted',
    consequence: (batches) =>
      `${formatQuantity(answers(batches), 'answer')} are lost for good: download them first. Input files stay.`,
  },
} satisfies Record<
  BulkAction,
  { verb: string; done: string; consequence: (batches: readonly Batch[]) => string }
>

/** Asks once for all of them, does it one after the other, and says of each what became of it. */
export function BulkDialog({ action, batches, titleOf, onClose }: BulkDialogProps) {
  const connection = useConnection()
  const client = useQueryClient()
  // As they were when the dialog opened: what is done to them changes where they belong.
  const [{ fitting, others }] = useState(() => splitForAction(action, batches))
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map())
  const [isRunning, setIsRunning] = useState(false)
  const words = WORDS[action]
  const waiting = fitting.filter(({ id }) => outcomes.get(id)?.state !== 'done')
  const failures = fitting.filter(({ id }) => outcomes.get(id)?.state === 'failed').length

  const run = async () => {
    setIsRunning(true)
    for (const batch of waiting) {
      const outcome = await attempt(connection, action, batch, titleOf(batch))
      setOutcomes((current) => new Map(current).set(batch.id, outcome))
    }
    setIsRunning(false)
    await client.invalidateQueries({ queryKey: batchKeys.all(connection) })
  }

  const isDone = waiting.length === 0
  return (
    <Dialog
      open
      onClose={() => {
        if (!isRunning) onClose()
      }}
      title={`${words.verb} ${formatQuantity(fitting.length, 'batch', 'batches')}?`}
      held={isRunning}
      footer={
        <>
          <Button onClick={onClose} disabledReason={isRunning ? 'Wait for the outcome.' : undefined}>
            {isDone ? 'Close' : 'Keep them as they are'}
          </Button>
          {isDone ? null : (
            <Button
              variant={action === 'cancel' || action === 'delete' ? 'danger' : 'primary'}
              busy={isRunning}
              onClick={() => void run()}
            >
              {failures > 0 ? 'Try again' : words.verb} {formatQuantity(waiting.length, 'batch', 'batches')}
            </Button>
          )}
        </>
      }
    >
      <div className="grid gap-4">
        <p className="text-ink-muted">{words.consequence(fitting)}</p>
        {failures > 0 && !isRunning ? (
          <Notice
            tone="danger"
            title={`${formatQuantity(failures, 'batch', 'batches')} did not work`}
            live="assertive"
          />
        ) : null}
        <ul className="divide-y divide-line border-y border-line">
          {fitting.map((batch) => (
            <li key={batch.id} className="flex flex-wrap justify-between gap-x-4 py-2">
              <span className="wrap-anywhere">{titleOf(batch)}</span>
              <OutcomeWords
                outcome={outcomes.get(batch.id)}
                done={action === 'download' && !hasEnded(batch) ? 'Saved what is there' : words.done}
              />
            </li>
          ))}
          {others.map(({ batch, reason }) => (
            <li key={batch.id} className="flex flex-wrap justify-between gap-x-4 py-2 text-ink-muted">
              <span className="wrap-anywhere">{titleOf(batch)}</span>
              <span className="text-sm">left out: it {reason}</span>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  )
}

function OutcomeWords({ outcome, done }: { outcome: Outcome | undefined; done: string }) {
  if (!outcome) return null
  return outcome.state === 'done' ? (
    <span className="text-sm font-medium text-success">{done}</span>
  ) : (
    <span className="text-sm font-medium text-danger">{outcome.message}</span>
  )
}

async function attempt(
  connection: Connection,
  action: BulkAction,
  batch: Batch,
  title: string,
): Promise<Outcome> {
  try {
    await deeds[action](connection, batch, title)
    return { state: 'done' }
  } catch (error) {
    return { state: 'failed', message: asApiError(error).message }
  }
}

const deeds = {
  cancel: (connection, batch) => cancelBatch(connection, batch.id),
  retry: (connection, batch) => retryBatch(connection, batch),
  delete: async (connection, batch) => {
    await deleteBatch(connection, batch.id)
    // What this browser keeps of its answers goes as well.
    void forgetResults(connection, batch.id)
  },
  download: async (connection, batch, title) => {
    const ended = await startDownload(
      downloadInWorker,
      connection,
      batch.output_file_id ?? '',
      `${title} answers`,
      {
        growing: !hasEnded(batch),
        expectedLines: hasEnded(batch) ? batch.request_counts.completed : null,
      },
    )
    if (ended?.state === 'failed') throw ended.error
  },
} satisfies Record<BulkAction, (connection: Connection, batch: Batch, title: string) => Promise<unknown>>
