import type { SplitAnswer, SplitPlan, SplitRequest } from './messages.ts'

/**
 * Plans how to cut a file, in a worker that reads it once. Nothing is copied.
 * @throws Error when the file cannot be read or the worker dies
 */
export function planSplit(request: SplitRequest): Promise<SplitPlan> {
  const worker = new Worker(new URL('./split.worker.ts', import.meta.url), { type: 'module', name: 'split' })
  return new Promise<SplitPlan>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<SplitAnswer>) => {
      if (data.kind === 'planned') resolve(data.plan)
      else reject(new Error(`The file cannot be read. ${data.message}`))
    })
    worker.addEventListener('error', () =>
      reject(new Error('The file could not be divided. Choose it again.')),
    )
    worker.postMessage(request)
  }).finally(() => worker.terminate())
}
