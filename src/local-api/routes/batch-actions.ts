import { ApiFailure, badRequest } from '../errors.ts'
import { positionOfRow } from '../ids.ts'
import { cancel, hasEnded, reopen, requestCancel } from '../runner/transitions.ts'
import type { BatchRecord, RequestRecord } from '../store/records.ts'
import { batchToWire } from '../wire.ts'
import type { Workspace } from '../workspace.ts'
import { createRoutes, readJsonObject, requireBatch, requireExtensions } from './context.ts'

/** @throws ApiFailure 409 where the server refuses to cancel what has ended */
function cancelBatch(workspace: Workspace, batch: BatchRecord): BatchRecord {
  const { clock, settings, store, runner } = workspace
  if (batch.status === 'cancelling' || batch.status === 'cancelled') return batch
  if (!hasEnded(batch)) {
    const cancelling = requestCancel(batch, clock.now())
    store.saveBatch(cancelling)
    runner.wake()
    return cancelling
  }
  if (settings.personality.cancelAfterEnd === 'refuse') {
    throw new ApiFailure(409, `Cannot cancel a batch with status '${batch.status}'.`, {
      code: 'batch_already_ended',
    })
  }
  const cancelled = cancel(batch, clock.now())
  store.saveBatch(cancelled)
  return cancelled
}

/** Whether a batch was cancelled before its rows were known: it starts with the check of its file. */
function wasNeverChecked(batch: BatchRecord): boolean {
  return batch.status === 'cancelled' && batch.counts.total === 0 && batch.errors.length === 0
}

/** @throws ApiFailure 409 when none of the rows can run again */
function retryRows(workspace: Workspace, batch: BatchRecord, rows: readonly RequestRecord[]): BatchRecord {
  const { store, clock, runner } = workspace
  if (batch.inputDeleted)
    throw new ApiFailure(409, 'The input file of this batch was deleted.', { code: 'input_file_deleted' })
  if (batch.status === 'cancelling')
    throw new ApiFailure(409, 'The batch is still being cancelled.', { code: 'batch_cancelling' })
  if (wasNeverChecked(batch)) {
    const restarted: BatchRecord = {
      ...reopen(batch, { rows: 0, bytes: 0 }, clock.now()),
      status: 'validating',
    }
    store.saveBatch(restarted)
    runner.restart(batch.id)
    return restarted
  }
  if (rows.length === 0)
    throw new ApiFailure(409, 'The batch has no failed or cancelled requests.', { code: 'nothing_to_retry' })
  const positions = rows.map((row) => row.position)
  const reopened = store.reopen(batch.id, positions, (removed) => {
    const running = reopen(batch, removed, clock.now())
    return hasEnded(batch) ? running : { ...running, expiresAt: batch.expiresAt }
  })
  runner.rewind(batch.id)
  return reopened
}

function endedRows(workspace: Workspace, batch: BatchRecord): RequestRecord[] {
  return workspace.store.requests(batch.id, { states: ['failed', 'cancelled'], limit: batch.counts.total })
}

/** @throws ApiFailure 400 when an id is of no row of the batch */
async function readPositions(request: Request, batch: BatchRecord): Promise<Set<number>> {
  const { request_ids: ids } = await readJsonObject(request)
  if (!Array.isArray(ids) || ids.length === 0)
    throw badRequest("'request_ids' must be a list of ids.", 'request_ids')
  return new Set(
    ids.map((id) => {
      const position = typeof id === 'string' ? positionOfRow(batch.id, id) : null
      if (position === null || position >= batch.counts.total) {
        throw badRequest(`No such request in this batch: ${String(id)}`, 'request_ids')
      }
      return position
    }),
  )
}

export function batchActionRoutes() {
  const routes = createRoutes()

  routes.post('/batches/:id/cancel', (context) => {
    const workspace = context.get('workspace')
    const batch = cancelBatch(workspace, requireBatch(workspace, context.req.param('id')))
    return context.json(batchToWire(batch, workspace.store, workspace.settings.personality))
  })

  routes.post('/batches/:id/retry', (context) => {
    const workspace = context.get('workspace')
    requireExtensions(workspace, context.req.path)
    const batch = requireBatch(workspace, context.req.param('id'))
    const reopened = retryRows(workspace, batch, endedRows(workspace, batch))
    return context.json(batchToWire(reopened, workspace.store, workspace.settings.personality))
  })

  routes.post('/batches/:id/retry-requests', async (context) => {
    const workspace = context.get('workspace')
    requireExtensions(workspace, context.req.path)
    const id = context.req.param('id')
    const wanted = await readPositions(context.req.raw, requireBatch(workspace, id))
    const batch = requireBatch(workspace, id)
    const rows = endedRows(workspace, batch).filter((row) => wanted.has(row.position))
    const reopened = retryRows(workspace, batch, rows)
    return context.json(batchToWire(reopened, workspace.store, workspace.settings.personality))
  })

  routes.delete('/batches/:id', (context) => {
    const workspace = context.get('workspace')
    requireExtensions(workspace, context.req.path)
    const { id } = requireBatch(workspace, context.req.param('id'))
    workspace.store.deleteBatch(id)
    workspace.runner.forget(id)
    return context.body(null, 204)
  })

  return routes
}
