import type { ExportRow } from '../../domain/export/export-row.ts'
import { MissingCode } from '../../lib/missing-code.ts'
import { deathOf } from '../open-questions.ts'
import type { ChangesMade, ExportTask, FromExport, ToExport } from './messages.ts'

/** A file that has been written. */
export interface WrittenFile {
  bytes: number
  /** `null` when it is where the person chose. */
  file: Blob | null
  changes: ChangesMade
}

/**
 * Writes a file in a worker.
 * @param nextRows hands out more rows, `null` after the last ones
 * @throws Error in words for people when the file cannot be written; what `nextRows` throws; the signal's reason when
 * it fires: what has been written is removed then
 */
export async function writeExport(
  task: ExportTask,
  nextRows: () => Promise<ExportRow[] | null>,
  signal: AbortSignal,
): Promise<WrittenFile> {
  signal.throwIfAborted()
  const worker = new Worker(new URL('./export.worker.ts', import.meta.url), {
    type: 'module',
    name: 'export',
  })
  const say = (message: ToExport) => worker.postMessage(message)
  const stop = () => say({ kind: 'stop' })
  let failure: unknown = null
  let hasSpoken = false
  try {
    return await new Promise<WrittenFile>((resolve, reject) => {
      const hand = async () => {
        if (signal.aborted || failure !== null) return stop()
        try {
          const rows = await nextRows()
          say(rows === null ? { kind: 'end' } : { kind: 'rows', rows })
        } catch (error) {
          failure = error
          stop()
        }
      }
      worker.addEventListener('message', ({ data }: MessageEvent<FromExport>) => {
        hasSpoken = true
        switch (data.kind) {
          case 'more':
            return void hand()
          case 'done':
            return resolve(data)
          case 'stopped':
            return reject(signal.aborted ? signal.reason : failure)
          case 'failed':
            return reject(new Error(data.message))
        }
      })
      worker.addEventListener('error', (event) => {
        event.preventDefault()
        const { cause } = deathOf(event, hasSpoken)
        reject(cause === 'broken' ? new Error('Writing the file stopped unexpectedly.') : new MissingCode())
      })
      say({ kind: 'start', task })
    })
  } finally {
    worker.terminate()
  }
}
