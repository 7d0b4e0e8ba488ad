import { absoluteBaseUrl, type Connection } from '../../api/connection.ts'
import type { StoredFile } from '../../contract/file.ts'
import type { IntakeProgress, IntakeReport } from '../../domain/intake/report.ts'
import type { StoredCheckAnswer, StoredCheckRequest } from './stored-messages.ts'

interface StoredCheckOptions {
  /** Told what is known so far, a few times a second. */
  onProgress: (progress: IntakeProgress) => void
  signal: AbortSignal
}

/**
 * Checks a file of the server by all rules, in a worker and as it arrives; nothing of it is kept.
 * @returns the report, with the sizes that the estimate needs
 * @throws Error when the file cannot be had or the worker dies; the signal's reason when it fires
 */
export function checkStoredFile(
  connection: Connection,
  file: StoredFile,
  { onProgress, signal }: StoredCheckOptions,
): Promise<IntakeReport> {
  signal.throwIfAborted()
  const worker = new Worker(new URL('./stored.worker.ts', import.meta.url), { type: 'module' })
  const baseUrl = absoluteBaseUrl(connection, location.origin)
  return new Promise<IntakeReport>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<StoredCheckAnswer>) => {
      if (data.kind === 'progress') onProgress(data.progress)
      else if (data.kind === 'done') resolve(data.report)
      else reject(new Error(data.message))
    })
    worker.addEventListener('error', () => reject(new Error('The check stopped unexpectedly.')))
    signal.addEventListener('abort', () => reject(signal.reason))
    worker.postMessage({
      connection: { ...connection, baseUrl },
      fileId: file.id,
      name: file.filename,
    } satisfies StoredCheckRequest)
  }).finally(() => worker.terminate())
}
