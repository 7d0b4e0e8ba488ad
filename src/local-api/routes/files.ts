import { badRequest } from '../errors.ts'
import { createId } from '../ids.ts'
import { cutPage, readPage } from '../page.ts'
import { hasEnded, requestCancel } from '../runner/transitions.ts'
import type { FileRecord } from '../store/records.ts'
import type { ReceivedUpload, ReceiveUpload } from '../upload/receive.ts'
import { fileToWire, listToWire, purposeOf } from '../wire.ts'
import type { Workspace } from '../workspace.ts'
import { createRoutes, isVisible, requireFile } from './context.ts'

const DEFAULT_LIFETIME_SECONDS = 30 * 24 * 3600
const SHORTEST_LIFETIME_SECONDS = 3600

/** Seconds until a new file expires. @throws ApiFailure 400 */
function readLifetime(fields: Readonly<Record<string, string>>): number {
  const anchor = fields['expires_after[anchor]']
  const seconds = fields['expires_after[seconds]']
  if (anchor === undefined && seconds === undefined) return DEFAULT_LIFETIME_SECONDS
  if (anchor !== 'created_at')
    throw badRequest("'expires_after[anchor]' must be 'created_at'.", 'expires_after')
  const value = /^\d+$/.test(seconds ?? '') ? Number(seconds) : 0
  if (value < SHORTEST_LIFETIME_SECONDS || value > DEFAULT_LIFETIME_SECONDS) {
    throw badRequest(
      `'expires_after[seconds]' must lie between ${SHORTEST_LIFETIME_SECONDS} and ${DEFAULT_LIFETIME_SECONDS}.`,
      'expires_after',
    )
  }
  return value
}

function toRecord(id: string, upload: ReceivedUpload, now: number): FileRecord {
  if (upload.fields['purpose'] !== 'batch') throw badRequest("'purpose' must be 'batch'.", 'purpose')
  return {
    id,
    kind: 'input',
    batchId: null,
    filename: upload.filename,
    bytes: upload.bytes,
    lineCount: upload.lineCount,
    createdAt: now,
    expiresAt: now + readLifetime(upload.fields) * 1000,
  }
}

/** A file that was cut off or refused leaves nothing behind. */
async function receive(
  workspace: Workspace,
  request: Request,
  receiveUpload: ReceiveUpload,
): Promise<FileRecord> {
  const { store, clock, settings } = workspace
  const id = createId('file', settings.personality)
  const writer = await store.createContent(id)
  try {
    const file = toRecord(id, await receiveUpload(request, writer), clock.now())
    await writer.commit()
    store.saveFile(file)
    return file
  } catch (error) {
    await writer.discard()
    throw error
  }
}

/** Forgets a file; the running batches of an input file are cancelled, ended ones lose their requests. */
async function removeFile(workspace: Workspace, file: FileRecord): Promise<void> {
  const { store, runner } = workspace
  if (file.kind === 'input') stopReaders(workspace, file)
  await store.deleteFile(file.id)
  runner.wake()
}

/** Batches must know before the content is gone that it will be. */
function stopReaders({ store, clock }: Workspace, file: FileRecord): void {
  for (const batch of store.batches()) {
    if (batch.inputFileId !== file.id) continue
    const marked = { ...batch, inputDeleted: true }
    const isRunning = !hasEnded(batch) && batch.status !== 'cancelling'
    store.saveBatch(isRunning ? requestCancel(marked, clock.now()) : marked)
  }
}

/** Forgets files whose time has come; an input file stays while a batch still reads it. */
export async function removeExpiredFiles(workspace: Workspace): Promise<void> {
  const { store, clock } = workspace
  const now = clock.now()
  const isRead = (file: FileRecord) =>
    store.batches().some((batch) => batch.inputFileId === file.id && !hasEnded(batch))
  for (const file of store.files()) {
    if (file.expiresAt > now || (file.kind === 'input' && isRead(file))) continue
    await removeFile(workspace, file)
  }
}

export function fileRoutes(receiveUpload: ReceiveUpload) {
  const routes = createRoutes()

  routes.post('/files', async (context) => {
    const workspace = context.get('workspace')
    const file = await receive(workspace, context.req.raw, receiveUpload)
    return context.json(fileToWire(file, workspace.store, workspace.settings.personality))
  })

  routes.get('/files', (context) => {
    const workspace = context.get('workspace')
    const { store, settings } = workspace
    const query = context.req.query()
    const { purpose, search } = query
    const inOrder = (files: readonly FileRecord[]) => (query['order'] === 'asc' ? files : files.toReversed())
    const matching = inOrder(store.files()).filter((file) => {
      if (!isVisible(file, workspace)) return false
      if (purpose !== undefined && purpose !== purposeOf(file, settings.personality)) return false
      return (
        !search ||
        !settings.personality.extensions ||
        file.filename.toLowerCase().includes(search.toLowerCase())
      )
    })
    const { entries, hasMore } = cutPage(
      matching,
      inOrder(store.everyFile()),
      readPage(query, settings.personality.largestPage),
    )
    return context.json(
      listToWire(
        entries.map((file) => fileToWire(file, store, settings.personality)),
        hasMore,
        settings.personality,
      ),
    )
  })

  routes.get('/files/:id', (context) => {
    const workspace = context.get('workspace')
    const file = requireFile(workspace, context.req.param('id'))
    return context.json(fileToWire(file, workspace.store, workspace.settings.personality))
  })

  routes.delete('/files/:id', async (context) => {
    const workspace = context.get('workspace')
    const file = requireFile(workspace, context.req.param('id'))
    await removeFile(workspace, file)
    return context.json({ id: file.id, object: 'file', deleted: true })
  })

  return routes
}
