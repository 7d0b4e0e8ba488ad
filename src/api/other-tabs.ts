import type { Connection } from './connection.ts'

const CHANNEL = 'batch-console.batches'

let channel: BroadcastChannel | null = null

/** The one channel of this tab: what a tab says over it reaches all others, and not itself. */
function ownChannel(): BroadcastChannel {
  channel ??= new BroadcastChannel(CHANNEL)
  return channel
}

/** Tells the other tabs of this browser that something was done here with batches of a connection. */
export function tellOtherTabs({ id }: Pick<Connection, 'id'>): void {
  ownChannel().postMessage(id)
}

/**
 * Calls back when something was done with batches in another tab of this browser.
 * @returns how to stop listening
 */
export function onDoneInOtherTab(heard: (connection: Pick<Connection, 'id'>) => void): () => void {
  const listen = ({ data }: MessageEvent<unknown>) => {
    // Another version of the console may say something else.
    if (typeof data === 'string') heard({ id: data })
  }
  ownChannel().addEventListener('message', listen)
  return () => ownChannel().removeEventListener('message', listen)
}
