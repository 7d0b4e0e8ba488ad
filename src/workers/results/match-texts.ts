import { MissingCode } from '../../results/missing-code.ts'

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
 * @returns `null` when it took too long, or took the worker down
 * @throws MissingCode when the worker's code cannot be fetched
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
  return new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(patience)
      used.removeEventListener('message', hear)
      used.removeEventListener('error', fail)
    }
    const hear = ({ data }: MessageEvent<readonly boolean[]>) => {
      done()
      resolve(data)
    }
    const giveUp = () => {
      done()
      end()
      resolve(null)
    }
    const fail = (event: Event) => {
      done()
      end()
      // The event names an error of code that runs; it names none where there is no code to run.
      if (event instanceof ErrorEvent) resolve(null)
      else reject(new MissingCode())
    }
    const patience = setTimeout(giveUp, PATIENCE_MS)
    used.addEventListener('message', hear)
    used.addEventListener('error', fail)
    used.postMessage(task)
  })
}

function end(): void {
  worker?.terminate()
  worker = null
}
