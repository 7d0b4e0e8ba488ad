import { isGzip } from '../../domain/intake/file-nature.ts'
import { IntakeChecker } from '../../domain/intake/intake-checker.ts'
import type { CheckedFile, IntakeAnswer, IntakeRequest } from './messages.ts'
import { type Piece, readPieces, unpackPieces } from './pieces.ts'
import { removeLeftovers } from './scratch-folder.ts'

const PROGRESS_INTERVAL_MS = 100
const GZIP_MARK_BYTES = 2

function answer(message: IntakeAnswer): void {
  postMessage(message)
}

async function checkAll(file: File): Promise<CheckedFile> {
  const start = new Uint8Array(await file.slice(0, GZIP_MARK_BYTES).arrayBuffer())
  if (!isGzip(start)) return { report: await check(file.name, false, readPieces(file)), file }
  const name = file.name.replace(/\.gz(?:ip)?$/i, '')
  // A blob is kept by the browser, not in this worker's heap.
  const parts: Blob[] = []
  const report = await check(name, true, unpackPieces(file, parts))
  return {
    report,
    file: new File(parts, name, { type: 'application/jsonl', lastModified: file.lastModified }),
  }
}

async function check(name: string, isUnpacked: boolean, pieces: AsyncIterable<Piece>) {
  const checker = new IntakeChecker({ name, isUnpacked })
  let last = Number.NEGATIVE_INFINITY
  for await (const { bytes, fileBytes } of pieces) {
    checker.push(bytes)
    if (performance.now() - last < PROGRESS_INTERVAL_MS) continue
    last = performance.now()
    answer({ kind: 'progress', progress: checker.progress(), fileBytes })
  }
  return checker.finish()
}

addEventListener('message', ({ data }: MessageEvent<IntakeRequest>) => {
  checkAll(data.file).then(
    (checked) => answer({ kind: 'done', checked }),
    (error: unknown) => {
      answer({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
    },
  )
})

// This worker is there before the first file is, and has nothing else to do then.
void removeLeftovers()
