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

/** The longest body of a request that is no upload: the ids of 50,000 rows. */
const USUAL_BODY_BYTES = 4_000_000

/**
 * Reads a body as text, no further than it may go.
 * @param most bytes @throws ApiFailure 413
 */
export async function readText(request: Request, most: number = USUAL_BODY_BYTES): Promise<string> {
  const tooLarge = new ApiFailure(413, `The body is larger than ${most} bytes.`, { code: 'body_too_large' })
  if (Number(request.headers.get('content-length') ?? 0) > most) throw tooLarge
  // Some browsers have the body of a request only as a whole.
  if (!request.body) return request.text()
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of request.body) {
    bytes += chunk.length
    if (bytes > most) throw tooLarge
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

/** @throws ApiFailure 400 when the body is not a JSON object, 413 */
export async function readJsonObject(request: Request): Promise<WireObject> {
  return parseJsonObject(await readText(request))
}

/** @throws ApiFailure 400 when the text is not a JSON object */
export function parseJsonObject(text: string): WireObject {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw badRequest('The body is not valid JSON.')
  }
  if (!isObject(body)) throw badRequest('The body must be a JSON object.')
  return body
}
