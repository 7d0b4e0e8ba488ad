import { MemoryStore } from '../memory-store.ts'
import type { ByteStore } from '../ports.ts'
import type { Entry } from './entries.ts'

/**
 * How long rows are kept. `device`: also for later visits. `memory`: until the page is closed, because this browser
 * stores nothing here. `full`: the browser's storage is full; what was stored stays, and of the rest only the newest
 * texts are kept, until the page is closed. `broken`: the same, because storing has failed.
 */
export type Keeping = 'device' | 'memory' | 'full' | 'broken'

/** Where the rows of one batch are kept, and what is known of how far they have been read. */
export interface RowStore {
  readonly requests: ByteStore
  readonly results: ByteStore
  readonly keeping: Keeping
  /** Notes what has become of a row. */
  note: (entry: Entry) => void
  /**
   * Called after every line: stores what has gathered when it is much or old, so that a page that is closed in the
   * middle goes on from there.
   * @param state gives what is to be known when reading goes on, as JSON
   */
  gathered: (state: () => unknown) => void
  /** Called when nothing more is to be done for now: stores everything that has gathered. */
  settle: (state: () => unknown) => void
  /** Lets go of the files. Nothing may be stored after that. */
  close: () => void
}

/** What an earlier page has stored. */
export interface KeptRows<State> {
  state: State
  entries: readonly Entry[]
}

/** Keeps rows until the page is closed. */
export function memoryRowStore(): RowStore {
  const nothing = () => {}
  return {
    requests: new MemoryStore(),
    results: new MemoryStore(),
    keeping: 'memory',
    note: nothing,
    gathered: nothing,
    settle: nothing,
    close: nothing,
  }
}
