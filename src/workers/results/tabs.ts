import type { BatchAnswer, Question, Reply } from './messages.ts'
import type { ResultsStatus } from '../../results/status.ts'

/** How a question ended. `code_missing`: what answers it could not be fetched now; `reason` is for experts. */
export type Ending =
  | { kind: 'reply'; reply: Reply }
  | { kind: 'refused'; message: string }
  | { kind: 'code_missing'; reason: string | undefined }

/**
 * What tabs that show the same batch say to each other. One of them owns its rows; the others are guests.
 * `guest`: what a guest knows and wants; its key is named, never told. `owner`: there is a new one; say again what is
 * still wanted. `refused`: the owner makes way, for the server has refused these keys and a guest has another one.
 * `release`: whoever has the rows open lets go of them, for they are to be deleted.
 */
export type TabMessage =
  | { kind: 'guest'; tab: string; key: string; answer: BatchAnswer; wantsRows: boolean }
  | { kind: 'refused'; keys: string[] }
  | { kind: 'retry' }
  | { kind: 'ask'; tab: string; id: number; question: Question }
  | { kind: 'owner' }
  | { kind: 'status'; status: ResultsStatus }
  | { kind: 'answer'; tab: string; id: number; ending: Ending }
  | { kind: 'release' }

/** The tabs of this browser that show one batch, as one of them sees them. */
export interface Tabs {
  /** Names this tab. */
  readonly tab: string
  /** Says something to all others. */
  post: (message: TabMessage) => void
  /** Resolves when the rows belong to this tab, and then until `makeWay` or `leave`. */
  own: () => Promise<void>
  /** Hands the rows to the tab that has waited longest. */
  makeWay: () => void
  /** Resolves when another tab has gone. */
  gone: (tab: string) => Promise<void>
  leave: () => void
}

/** A tab that knows of no other: where the browser has no locks, each reads for itself. */
export const ALONE: Tabs = {
  tab: '',
  post: () => {},
  own: () => Promise.resolve(),
  makeWay: () => {},
  gone: () => Promise.resolve(),
  leave: () => {},
}

/**
 * Joins the tabs that show a batch.
 * @param name the same in all tabs that show the batch, another for each batch
 * @param hear called with what others say
 */
export async function joinTabs(name: string, hear: (message: TabMessage) => void): Promise<Tabs> {
  const tab = crypto.randomUUID()
  const channel = new BroadcastChannel(name)
  channel.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => hear(data))
  const left = new AbortController()
  const untilLeft = new Promise<void>((resolve) => {
    left.signal.addEventListener('abort', () => resolve())
  })
  let makeWay = () => {}
  // The others learn that this tab is gone when its lock is free: also when it dies without a word.
  await takeLock(lifeOf(tab), untilLeft, left.signal)
  return {
    tab,
    post: (message) => {
      if (!left.signal.aborted) channel.postMessage(message)
    },
    own: () => {
      const untilMadeWay = new Promise<void>((resolve) => {
        makeWay = resolve
      })
      return takeLock(name, Promise.race([untilLeft, untilMadeWay]), left.signal)
    },
    makeWay: () => makeWay(),
    gone: (other) => takeLock(lifeOf(other), Promise.resolve(), left.signal),
    leave: () => {
      left.abort()
      channel.close()
    },
  }
}

/** Takes the rows of a batch away from whatever tab has them open, for as long as `use` takes. */
export async function withReleasedRows(name: string, use: () => Promise<void>): Promise<void> {
  const channel = new BroadcastChannel(name)
  const release: TabMessage = { kind: 'release' }
  // A tab that has waited longer may become the owner first: it is told too.
  const telling = setInterval(() => channel.postMessage(release), 100)
  try {
    await navigator.locks.request(name, use)
  } finally {
    clearInterval(telling)
    channel.close()
  }
}

function lifeOf(tab: string): string {
  return `tab ${tab}`
}

/** Resolves when the lock is held; it stays held until `kept` resolves. Never resolves once aborted. */
function takeLock(name: string, kept: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    navigator.locks
      .request(name, { signal }, () => {
        resolve()
        return kept
      })
      .catch(() => undefined)
  })
}
