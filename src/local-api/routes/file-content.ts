import { linesOf } from '../../domain/jsonl/lines.ts'
import { wholeNumber } from '../page.ts'
import type { Personality } from '../personality.ts'
import { hasEnded } from '../runner/transitions.ts'
import { LONGEST_LINE } from '../runner/validation.ts'
import type { BatchRecord, FileRecord, LineKind } from '../store/records.ts'
import type { Store } from '../store/store.ts'
import { createRoutes, requireFile, type ApiContext } from './context.ts'
import { encodeLines, streamOf } from './streams.ts'

/** Pages of file contents and of results are at most this long; asking for more gives this many. */
export const LONGEST_PAGE_LINES = 101
const LINES_PER_FIRST_READ = 20
const MOST_LINES_PER_READ = 200
/** Read and sent at a time: much more would keep others waiting. */
const BYTES_PER_READ = 1_000_000
const NEWLINE = new Uint8Array([0x0a])

interface Range {
  skip: number
  /** `null`: all the rest. */
  limit: number | null
}

/** @throws ApiFailure 400 for a number that is none */
function readRange(context: ApiContext, personality: Personality): Range {
  const parameter = personality.resumeParameters.find((name) => context.req.query(name) !== undefined)
  if (context.get('ignoreOffset')) return { skip: 0, limit: null }
  const skip = parameter === undefined ? 0 : (wholeNumber(context.req.query(parameter), parameter, 0) ?? 0)
  const limit = personality.partialResults ? wholeNumber(context.req.query('limit'), 'limit', 1) : null
  return { skip, limit: limit === null ? null : Math.min(limit, LONGEST_PAGE_LINES) }
}

/** How far a response gets, for the two headers; `total` lines exist by now. */
function resumeHeaders(range: Range, total: number, isRunning: boolean): Record<string, string> {
  const rest = Math.max(0, total - range.skip)
  const sent = Math.min(rest, range.limit ?? rest)
  return {
    'x-incomplete': String(isRunning || sent < rest),
    'x-last-line': String(range.skip + sent),
  }
}

/**
 * Lines of an output or error file; only those that existed when it was asked for. It fails when some of
 * them vanish meanwhile (the batch is deleted, failed rows are retried), or it would look whole.
 */
async function* resultLines(store: Store, batchId: string, kind: LineKind, skip: number, count: number) {
  let left = count
  let limit = LINES_PER_FIRST_READ
  let afterSequence: number | null = null
  while (left > 0) {
    const from: { skip: number } | { afterSequence: number } =
      afterSequence === null ? { skip } : { afterSequence }
    const lines = store.lines(batchId, kind, { ...from, limit: Math.min(left, limit) })
    const last = lines.at(-1)
    if (!last) throw new Error('Lines were removed while they were read.')
    const bytes = encodeLines(lines.map(({ line }) => line))
    yield bytes
    left -= lines.length
    afterSequence = last.sequence
    // The next lines are taken to be as long as these.
    limit = Math.max(
      1,
      Math.min(MOST_LINES_PER_READ, Math.floor((BYTES_PER_READ * lines.length) / bytes.length)),
    )
  }
}

async function* inputLines(store: Store, fileId: string, range: Range) {
  const end = range.skip + (range.limit ?? Number.POSITIVE_INFINITY)
  for await (const line of linesOf(store.readContent(fileId), LONGEST_LINE)) {
    if (line.ordinal <= range.skip) continue
    yield line.bytes
    yield NEWLINE
    if (line.ordinal >= end) return
  }
}

function inputContent(context: ApiContext, file: FileRecord): Response {
  const { store, settings } = context.get('workspace')
  const { personality } = settings
  const range = readRange(context, personality)
  const resume = personality.partialResults ? resumeHeaders(range, file.lineCount, false) : {}
  const headers = { 'content-type': 'application/x-ndjson', ...resume }
  if (range.skip === 0 && range.limit === null) {
    const body = store.readContent(file.id)
    return new Response(body, { headers: { ...headers, 'content-length': String(file.bytes) } })
  }
  return new Response(streamOf(inputLines(store, file.id, range)), { headers })
}

function resultContent(context: ApiContext, batch: BatchRecord, kind: LineKind): Response {
  const { store, settings } = context.get('workspace')
  const { personality } = settings
  const range = readRange(context, personality)
  const { count, bytes } = batch.lines[kind]
  const rest = Math.max(0, count - range.skip)
  const sent = Math.min(rest, range.limit ?? rest)
  const headers: Record<string, string> = { 'content-type': 'application/x-ndjson' }
  if (personality.partialResults) Object.assign(headers, resumeHeaders(range, count, !hasEnded(batch)))
  // The error file can lose lines to a retry while it is read, the output file cannot.
  if (kind === 'output' && sent === count) headers['content-length'] = String(bytes)
  return new Response(streamOf(resultLines(store, batch.id, kind, range.skip, sent)), { headers })
}

export function contentRoutes() {
  const routes = createRoutes()
  routes.get('/files/:id/content', (context) => {
    const workspace = context.get('workspace')
    const file = requireFile(workspace, context.req.param('id'))
    if (file.kind === 'input') return inputContent(context, file)
    const batch = file.batchId === null ? undefined : workspace.store.batch(file.batchId)
    return batch ? resultContent(context, batch, file.kind) : context.body(null)
  })
  return routes
}
