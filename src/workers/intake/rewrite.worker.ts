import { IdCollector, needsIds } from '../../domain/intake/fixes/id-collector.ts'
import { Rewriter } from '../../domain/intake/fixes/rewriter.ts'
import type { RewriteOutcome } from '../../domain/intake/fixes/changes.ts'
import type { IdIndex } from '../../domain/intake/id-index.ts'
import { IntakeChecker } from '../../domain/intake/intake-checker.ts'
import { ChunkBuffer } from './chunk-buffer.ts'
import { readPieces } from './pieces.ts'
import type { RewriteAnswer, RewriteRequest, RewrittenFile } from './rewrite-messages.ts'
import { openScratch } from './scratch-file.ts'

const PROGRESS_INTERVAL_MS = 100

function answer(message: RewriteAnswer): void {
  postMessage(message)
}

async function idsOf({ file, changes }: RewriteRequest): Promise<IdIndex> {
  const collector = new IdCollector(changes)
  if (!needsIds(changes)) return collector.ids
  for await (const { bytes } of readPieces(file)) collector.push(bytes)
  return collector.finish()
}

interface Sinks {
  write: (bytes: Uint8Array) => void
  drop: (bytes: Uint8Array) => void
}

const NOWHERE: Sinks = { write: () => {}, drop: () => {} }

async function rewrite(request: RewriteRequest, sinks: Sinks): Promise<RewriteOutcome> {
  const { file, changes, context } = request
  const rewriter = new Rewriter({ changes, context, ids: await idsOf(request), ...sinks })
  let last = Number.NEGATIVE_INFINITY
  for await (const { bytes, fileBytes } of readPieces(file)) {
    rewriter.push(bytes)
    if (performance.now() - last < PROGRESS_INTERVAL_MS) continue
    last = performance.now()
    answer({ kind: 'progress', readBytes: fileBytes, outcome: rewriter.outcome })
  }
  return rewriter.finish()
}

async function writeAll(request: RewriteRequest): Promise<RewriteAnswer> {
  if (!request.write) return { kind: 'done', outcome: await rewrite(request, NOWHERE), rewritten: null }
  const { name, places } = request.write
  const checker = new IntakeChecker({ name, isUnpacked: false })
  const written = await openScratch(places.written)
  const dropped = await openScratch(places.dropped)
  const output = new ChunkBuffer((chunk) => {
    written.write(chunk)
    checker.push(chunk)
  })
  const taken = new ChunkBuffer((chunk) => dropped.write(chunk))
  const outcome = await rewrite(request, {
    write: (bytes) => output.write(bytes),
    drop: (bytes) => taken.write(bytes),
  })
  output.flush()
  taken.flush()
  const parts = await written.finish()
  const droppedParts = await dropped.finish()
  const rewritten: RewrittenFile = {
    file: new File(parts, name, { type: 'application/jsonl', lastModified: request.file.lastModified }),
    report: checker.finish(),
    dropped: taken.bytes > 0 ? droppedParts : [],
  }
  return { kind: 'done', outcome, rewritten }
}

addEventListener('message', ({ data }: MessageEvent<RewriteRequest>) => {
  writeAll(data).then(answer, (error: unknown) => {
    answer({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
  })
})
