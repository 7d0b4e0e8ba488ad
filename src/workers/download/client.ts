import { absoluteBaseUrl } from '../../api/connection.ts'
import type { DownloadedLines, ReadLines } from '../../api/download.ts'
import { ApiError } from '../../api/errors.ts'
import { networkError } from '../../api/http.ts'
import type { DownloadNews, DownloadTask } from './messages.ts'

/**
 * Downloads a file of lines whole, as `downloadLines` does, in a worker: pieces that arrive faster than they are put
 * together would leave the page no turn of its own.
 * @throws ApiError when the server refuses, after five failures without a new line, or when the worker dies; the
 * signal's reason when it fires
 */
export const downloadInWorker: ReadLines = (connection, fileId, { onProgress, signal, expectedLines }) => {
  signal.throwIfAborted()
  const worker = new Worker(new URL('./download.worker.ts', import.meta.url), {
    type: 'module',
    name: 'download',
  })
  return new Promise<DownloadedLines>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<DownloadNews>) => {
      if (data.kind === 'progress') onProgress(data.receivedBytes)
      else if (data.kind === 'done') resolve(data.lines)
      else reject(new ApiError(data.failure))
    })
    worker.addEventListener('error', () => reject(networkError('The download stopped unexpectedly.')))
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    worker.postMessage({
      connection: { ...connection, baseUrl: absoluteBaseUrl(connection, location.origin) },
      fileId,
      expectedLines,
    } satisfies DownloadTask)
  }).finally(() => worker.terminate())
}
