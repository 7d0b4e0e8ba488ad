import type { Change, FixContext, RewriteOutcome } from '../../domain/intake/fixes/changes.ts'
import type { RewriteAnswer, RewriteRequest, RewrittenFile } from './rewrite-messages.ts'
import { ownFolder, removeScratch, type ScratchPlace } from './scratch-folder.ts'

interface RunOptions {
  context: FixContext
  /** Told how far it is and what came of it so far, a few times a second. */
  onProgress: (readBytes: number, outcome: RewriteOutcome) => void
  signal: AbortSignal
}

/** A file after changes, kept outside of the heap. */
export interface KeptRewrite extends RewrittenFile {
  outcome: RewriteOutcome
  /** Gives the room back; the files cannot be read afterwards. */
  discard: () => Promise<void>
}

type Done = Extract<RewriteAnswer, { kind: 'done' }>

let scratchFiles = 0

function run(request: RewriteRequest, { onProgress, signal }: RunOptions): Promise<Done> {
  signal.throwIfAborted()
  const worker = new Worker(new URL('./rewrite.worker.ts', import.meta.url), { type: 'module' })
  return new Promise<Done>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<RewriteAnswer>) => {
      if (data.kind === 'progress') onProgress(data.readBytes, data.outcome)
      else if (data.kind === 'done') resolve(data)
      else reject(new Error(`The file cannot be changed. ${data.message}`))
    })
    worker.addEventListener('error', () => reject(new Error('The work stopped unexpectedly. Try again.')))
    signal.addEventListener('abort', () => reject(signal.reason))
    worker.postMessage(request)
  }).finally(() => worker.terminate())
}

/**
 * Looks what would come of changes, in a worker; nothing is written.
 * @throws Error when the file cannot be read or the worker dies; the signal's reason when it fires
 */
export async function previewChanges(
  file: File,
  changes: readonly Change[],
  options: RunOptions,
): Promise<RewriteOutcome> {
  const { context } = options
  return (await run({ file, changes, context, write: null }, options)).outcome
}

/**
 * Writes a file anew with changes, in a worker, and checks what comes out.
 * @param name of the new file
 * @throws Error when the file cannot be read or written, or the worker dies; the signal's reason when it fires
 */
export async function rewriteFile(
  file: File,
  name: string,
  changes: readonly Change[],
  options: RunOptions,
): Promise<KeptRewrite> {
  const folder = await ownFolder()
  scratchFiles += 1
  const place = (what: string): ScratchPlace | null =>
    folder === null ? null : { folder, name: `${scratchFiles}-${what}` }
  const places = { written: place('written'), dropped: place('dropped') }
  const discard = async () => {
    for (const made of Object.values(places)) if (made) await removeScratch(made)
  }
  try {
    const { context } = options
    const { outcome, rewritten } = await run({ file, changes, context, write: { name, places } }, options)
    if (!rewritten) throw new Error('The file was not written.')
    return { ...rewritten, outcome, discard }
  } catch (error) {
    await discard()
    throw error
  }
}
