import type { FingerprintAnswer, FingerprintRequest } from './messages.ts'

/** What tells a file from all others. */
export interface Fingerprint {
  value: string
  /** It is a hash of the content; else only name, size and date speak for it. */
  isOfContent: boolean
}

/**
 * Takes a file's fingerprint in a worker. Browsers hash only on pages that came over https or from this machine;
 * elsewhere, and when the file cannot be read, name, size and date have to do.
 * @throws the signal's reason when it fires
 */
export async function fingerprintOf(file: File, signal: AbortSignal): Promise<Fingerprint> {
  signal.throwIfAborted()
  const outside = { value: `file:${file.name}:${file.size}:${file.lastModified}`, isOfContent: false }
  if (!isSecureContext) return outside
  const hash = await hashInWorker(file, signal)
  return hash === null ? outside : { value: `sha256:${hash}`, isOfContent: true }
}

function hashInWorker(file: File, signal: AbortSignal): Promise<string | null> {
  const worker = new Worker(new URL('./fingerprint.worker.ts', import.meta.url), { type: 'module' })
  return new Promise<string | null>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<FingerprintAnswer>) =>
      resolve(data.kind === 'done' ? data.hash : null),
    )
    worker.addEventListener('error', () => resolve(null))
    signal.addEventListener('abort', () => reject(signal.reason))
    worker.postMessage({ file } satisfies FingerprintRequest)
  }).finally(() => worker.terminate())
}
