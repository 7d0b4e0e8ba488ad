import type { Batch } from '../contract/batch.ts'

type Listener<News> = (connectionId: string, news: readonly News[]) => void

function createNews<News>() {
  const listeners = new Set<Listener<News>>()
  return {
    tell: (connectionId: string, news: readonly News[]) => {
      for (const listener of listeners) listener(connectionId, news)
    },
    listen: (listener: Listener<News>) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

const heard = createNews<Batch>()
const gone = createNews<string>()

/** Hands on what a server has just told of batches, whoever asked. */
export const tellBatches = heard.tell

/** Calls back after every answer about batches. @returns how to stop listening */
export const onBatchesHeard = heard.listen

/** Hands on the ids of batches that the server has deleted or does not know any more. */
export const tellGone = gone.tell

/** Calls back when batches turn out to be gone. @returns how to stop listening */
export const onBatchesGone = gone.listen
