/** What a person's expression is to be found in: the texts of some rows. */
export interface PatternTask {
  expression: RegExp
  rows: readonly (readonly string[])[]
}

/** No sane expression takes so long for a megabyte of text, though the machine be busy. */
const PATIENCE_MS = 3000
/** A worker that nobody has used for so long is ended. */
const KEEP_MS = 10_000

let worker: Worker | null = null
let ending: ReturnType<typeof setTimeout> | undefined

/**
 * Whether an expression is in any of the texts of each row. It runs in a worker of its own, since nothing but the end
 * of its worker stops an expression that comes to no end.
 * @returns `null` when it took too long
 */
export async function matchTexts(
  expression: RegExp,
  rows: PatternTask['rows'],
): Promise<readonly boolean[] | null> {
  clearTimeout(ending)
  worker ??= new Worker(new URL('./pattern.worker.ts', import.meta.url), { type: 'module', name: 'pattern' })
  try {
    return await answerOf(worker, { expression, rows })
  } finally {
    clearTimeout(ending)
    ending = setTimeout(end, KEEP_MS)
  }
}

function answerOf(used: Worker, task: PatternTask): Promise<readonly boolean[] | null> {
  return new Promise((resolve) => {
    const done = (hits: readonly boolean[] | null) => {
      clearTimeout(patience)
      used.removeEventListener('message', hear)
      used.removeEventListener('error', giveUp)
      resolve(hits)
    }
    const hear = ({ data }: MessageEvent<readonly boolean[]>) => done(data)
    const giveUp = () => {
      end()
      done(null)
    }
    const patience = setTimeout(giveUp, PATIENCE_MS)
    used.addEventListener('message', hear)
    used.addEventListener('error', giveUp)
    used.postMessage(task)
  })
}

function end(): void {
  worker?.terminate()
  worker = null
}
