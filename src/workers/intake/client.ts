import type { FirstLook } from '../../domain/intake/first-look.ts'
import type { IntakeAnswer, IntakeRequest } from './messages.ts'

interface IntakeOptions {
  onProgress: (readBytes: number) => void
  signal: AbortSignal
}

/**
 * Counts the requests of a file and reads its first one, in a worker.
 * @returns what the file shows at first sight
 * @throws Error when the file cannot be read (moved or changed since it was chosen) or the worker dies; the
 * signal's reason when it fires
 */
export function takeFirstLook(file: File, { onProgress, signal }: IntakeOptions): Promise<FirstLook> {
  signal.throwIfAborted()
  const worker = new Worker(new URL('./intake.worker.ts', import.meta.url), { type: 'module' })
  return new Promise<FirstLook>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<IntakeAnswer>) => {
      if (data.kind === 'progress') onProgress(data.readBytes)
      else if (data.kind === 'done') resolve(data.look)
      else reject(new Error(`The file cannot be read. ${data.message}`))
    })
    worker.addEventListener('error', () =>
      reject(new Error('The check stopped unexpectedly. Choose the file again.')),
    )
    signal.addEventListener('abort', () => reject(signal.reason))
    worker.postMessage({ file } satisfies IntakeRequest)
  }).finally(() => worker.terminate())
}
