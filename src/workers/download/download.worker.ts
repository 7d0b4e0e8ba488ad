import { downloadLines } from '../../api/download.ts'
import { asApiError } from '../../api/errors.ts'
import type { DownloadNews, DownloadTask } from './messages.ts'

/** The page ends a download by ending its worker. */
const { signal } = new AbortController()

function tell(news: DownloadNews): void {
  postMessage(news)
}

addEventListener('message', ({ data: { connection, fileId, expectedLines } }: MessageEvent<DownloadTask>) => {
  const onProgress = (receivedBytes: number) => tell({ kind: 'progress', receivedBytes })
  downloadLines(connection, fileId, { onProgress, signal, expectedLines }).then(
    (lines) => tell({ kind: 'done', lines }),
    (error: unknown) => {
      const { kind, status, code, serverMessage, retryAfterSeconds } = asApiError(error)
      tell({ kind: 'failed', failure: { kind, status, code, serverMessage, retryAfterSeconds } })
    },
  )
})
