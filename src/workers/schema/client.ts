import type { SchemaVerdict } from '../../domain/results/schema-check.ts'

/** A schema and an answer, both as JSON. */
export interface SchemaQuestion {
  schema: string
  answer: string
}

/** Longest check in milliseconds: a pattern can take for ever. */
const LONGEST_CHECK = 3000

const GAVE_UP: SchemaVerdict = { kind: 'unchecked', reason: 'The check took too long and was ended.' }

/**
 * Checks an answer against a schema in a worker of its own, which is ended when it takes too long.
 * @throws the signal's reason when it fires
 */
export function checkSchema(question: SchemaQuestion, signal: AbortSignal): Promise<SchemaVerdict> {
  signal.throwIfAborted()
  const worker = new Worker(new URL('./schema.worker.ts', import.meta.url), {
    type: 'module',
    name: 'schema',
  })
  let timer: ReturnType<typeof setTimeout>
  return new Promise<SchemaVerdict>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<SchemaVerdict>) => resolve(data))
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      resolve({ kind: 'unchecked', reason: 'The check stopped unexpectedly.' })
    })
    signal.addEventListener('abort', () => reject(signal.reason))
    timer = setTimeout(() => resolve(GAVE_UP), LONGEST_CHECK)
    worker.postMessage(question)
  }).finally(() => {
    clearTimeout(timer)
    worker.terminate()
  })
}
