import type { IntakeProgress } from '../../domain/intake/report.ts'
import type { CheckedFile, IntakeAnswer, IntakeRequest } from './messages.ts'

interface IntakeOptions {
  /** Told what is known so far, a few times a second. @param fileBytes bytes of the file read, packed or not */
  onProgress: (progress: IntakeProgress, fileBytes: number) => void
  signal: AbortSignal
}

let spare: Worker | null = null

function startWorker(): Worker {
  return new Worker(new URL('./intake.worker.ts', import.meta.url), { type: 'module' })
}

/** Starts a worker ahead of the first file, which then need not wait for it. */
export function prepareCheck(): void {
  if (spare) return
  const worker = startWorker()
  spare = worker
  worker.addEventListener('error', () => {
    // One that died alone must not be handed out: nobody would hear of it.
    if (spare === worker) spare = null
  })
}

function takeWorker(): Worker {
  const worker = spare ?? startWorker()
  spare = null
  return worker
}

/**
 * Checks a file by all rules, in a worker.
 * @returns the report, and the file to upload: unpacked when it was packed with gzip
 * @throws Error when the file cannot be read (moved or changed since it was chosen, a broken gzip stream) or the
 * worker dies; the signal's reason when it fires
 */
export function checkFile(file: File, { onProgress, signal }: IntakeOptions): Promise<CheckedFile> {
  signal.throwIfAborted()
  const worker = takeWorker()
  return new Promise<CheckedFile>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<IntakeAnswer>) => {
      if (data.kind === 'progress') onProgress(data.progress, data.fileBytes)
      else if (data.kind === 'done') resolve(data.checked)
      else reject(new Error(`The file cannot be read. ${data.message}`))
    })
    worker.addEventListener('error', () =>
      reject(new Error('The check stopped unexpectedly. Choose the file again.')),
    )
    signal.addEventListener('abort', () => reject(signal.reason))
    worker.postMessage({ file } satisfies IntakeRequest)
  }).finally(() => worker.terminate())
}
