import { request } from '../../api/http.ts'
import { IntakeChecker } from '../../domain/intake/intake-checker.ts'
import type { IntakeReport } from '../../domain/intake/report.ts'
import { chunksOf } from '../../lib/streams.ts'
import type { StoredCheckAnswer, StoredCheckRequest } from './stored-messages.ts'

const PROGRESS_INTERVAL_MS = 100

function answer(message: StoredCheckAnswer): void {
  postMessage(message)
}

async function checkStored({ connection, fileId, name }: StoredCheckRequest): Promise<IntakeReport> {
  const checker = new IntakeChecker({ name, isUnpacked: false })
  const response = await request(connection, `/files/${encodeURIComponent(fileId)}/content`)
  let last = Number.NEGATIVE_INFINITY
  for await (const bytes of chunksOf(response.body)) {
    checker.push(bytes)
    if (performance.now() - last < PROGRESS_INTERVAL_MS) continue
    last = performance.now()
    answer({ kind: 'progress', progress: checker.progress() })
  }
  return checker.finish()
}

addEventListener('message', ({ data }: MessageEvent<StoredCheckRequest>) => {
  checkStored(data).then(
    (report) => answer({ kind: 'done', report }),
    (error: unknown) => {
      answer({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
    },
  )
})
