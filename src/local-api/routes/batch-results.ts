import { isObject } from '../../domain/jsonl/request-rules.ts'
import { ApiFailure, badRequest } from '../errors.ts'
import { rowId } from '../ids.ts'
import { wholeNumber } from '../page.ts'
import { hasEnded } from '../runner/transitions.ts'
import { REQUEST_STATES, type BatchRecord, type RequestRecord } from '../store/records.ts'
import type { Store } from '../store/store.ts'
import type { WireObject } from '../wire.ts'
import { createRoutes, requireBatch, requireExtensions } from './context.ts'
import { LONGEST_PAGE_LINES } from './file-content.ts'
import { encodeLines, streamOf } from './streams.ts'

const decoder = new TextDecoder()

function parseObject(text: string): WireObject {
  const value: unknown = JSON.parse(text)
  return isObject(value) ? value : {}
}

async function toResult(store: Store, batch: BatchRecord, row: RequestRecord): Promise<string> {
  const request = parseObject(decoder.decode(await store.readSlice(batch.inputFileId, row.start, row.length)))
  const line = store.lineOf(batch.id, row.position)
  const result = line === undefined ? {} : parseObject(line)
  const { response, error } = result
  return JSON.stringify({
    id: rowId(batch.id, row.position),
    custom_id: row.customId,
    model: row.model,
    input_body: request['body'] ?? null,
    response_body: isObject(response) ? (response['body'] ?? null) : null,
    error: isObject(error) ? (error['message'] ?? null) : null,
    status: row.state,
  })
}

/** One row at a time: a hundred requests and answers together can be a hundred megabytes. */
async function* resultLines(store: Store, batch: BatchRecord, rows: readonly RequestRecord[]) {
  for (const row of rows) yield encodeLines([await toResult(store, batch, row)])
}

/** `GET /batches/{id}/results`: requests joined with their answers, in input order, a page at a time. */
export function resultRoutes() {
  const routes = createRoutes()
  routes.get('/batches/:id/results', async (context) => {
    const workspace = context.get('workspace')
    requireExtensions(workspace, context.req.path)
    const batch = requireBatch(workspace, context.req.param('id'))
    if (batch.inputDeleted) {
      throw new ApiFailure(404, 'The input file of this batch was deleted.', { code: 'input_file_deleted' })
    }
    const query = context.req.query()
    const skip = wholeNumber(query['skip'], 'skip', 0) ?? 0
    const limit = Math.min(wholeNumber(query['limit'], 'limit', 1) ?? LONGEST_PAGE_LINES, LONGEST_PAGE_LINES)
    const state = REQUEST_STATES.find((candidate) => candidate === query['status'])
    if (query['status'] && !state)
      throw badRequest(`'status' must be one of ${REQUEST_STATES.join(', ')}.`, 'status')
    const rows = workspace.store.requests(batch.id, {
      skip,
      limit: limit + 1,
      search: query['search'] ?? '',
      ...(state ? { states: [state] } : {}),
    })
    const page = rows.slice(0, limit)
    return new Response(streamOf(resultLines(workspace.store, batch, page)), {
      headers: {
        'content-type': 'application/x-ndjson',
        'x-incomplete': String(!hasEnded(batch) || rows.length > limit),
        'x-last-line': String(skip + page.length),
      },
    })
  })
  return routes
}
