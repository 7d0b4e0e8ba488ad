import type { Connection } from './connection.ts'

const CHANNEL = 'batch-console.batches'

/** Tells the other tabs of this browser that something was done here with batches of a connection. */
export function tellOtherTabs({ id }: Pick<Connection, 'id'>): void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage(id)
  channel.close()
}

/**
 * Calls back when something was done with batches in another tab of this browser.
 * @returns how to stop listening
 */
export function onDoneInOtherTab(heard: (connection: Pick<Connection, 'id'>) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    // Another version of the console may say something else.
    if (typeof data === 'string') heard({ id: data })
  })
  return () => channel.close()
}
