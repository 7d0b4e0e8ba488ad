import { Hono, type Context } from 'hono'
import { ApiFailure, badRequest, notFound } from '../errors.ts'
import { hasEnded } from '../runner/transitions.ts'
import type { BatchRecord, FileRecord } from '../store/records.ts'
import type { Workspace } from '../workspace.ts'
import { isObject } from '../../domain/jsonl/request-rules.ts'
import type { WireObject } from '../wire.ts'

interface Environment {
  Variables: {
    workspace: Workspace
    /** A disturbance in force: serve contents from the start whatever the request says. */
    ignoreOffset: boolean
  }
}

export type ApiContext = Context<Environment>

/** An app whose requests carry their workspace. */
export function createRoutes() {
  return new Hono<Environment>()
}

/** OpenAI's server makes files of results only once the batch has ended and there is something in them. */
export function isVisible(file: FileRecord, workspace: Workspace): boolean {
  if (workspace.settings.personality.earlyFileIds || file.kind === 'input' || file.batchId === null)
    return true
  const batch = workspace.store.batch(file.batchId)
  return batch !== undefined && hasEnded(batch) && batch.lines[file.kind].count > 0
}

/** @throws ApiFailure 404 */
export function requireFile(workspace: Workspace, id: string): FileRecord {
  const file = workspace.store.file(id)
  if (!file || !isVisible(file, workspace)) throw notFound('file', id)
  return file
}

/** @throws ApiFailure 404 */
export function requireBatch(workspace: Workspace, id: string): BatchRecord {
  const batch = workspace.store.batch(id)
  if (!batch) throw notFound('batch', id)
  return batch
}

/** Routes that the OpenAI contract does not have answer as if they did not exist. @throws ApiFailure 404 */
export function requireExtensions(workspace: Workspace, path: string): void {
  if (!workspace.settings.personality.extensions) throw new ApiFailure(404, `Unknown request URL: ${path}`)
}

/** @throws ApiFailure 400 when the body is not a JSON object */
export async function readJsonObject(request: Request): Promise<WireObject> {
  const text = await request.text()
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw badRequest('The body is not valid JSON.')
  }
  if (!isObject(body)) throw badRequest('The body must be a JSON object.')
  return body
}
