import type { Connection } from '../../api/connection.ts'
import type { Batch } from '../../contract/batch.ts'
import { titleOf } from '../../domain/batch-state.ts'
import type { Clock } from '../../results/ports.ts'
import {
  folderNameOf,
  lockNameOf,
  openStoreFiles,
  resultsFolder,
} from '../../results/store/device-folders.ts'
import { readAbout, writeAbout } from '../../results/store/kept-folders.ts'
import { openFileRowStore } from '../../results/store/file-row-store.ts'
import { type KeptRows, memoryRowStore, type RowStore } from '../../results/store/row-store.ts'
import type { StoreFiles } from '../../results/store/sync-file.ts'
import { readSyncState, type SyncState } from '../../results/sync-state.ts'
import { removeExports } from '../export/local-exports.ts'
import { noteFileName } from './input-name.ts'
import { evictLocalRows } from './local-rows.ts'
import type { BatchAnswer } from './messages.ts'
import { ALONE, joinTabs, type TabMessage, type Tabs } from './tabs.ts'

/** Where the rows of a batch are kept, and what is there already. */
export interface OpenedStore {
  store: RowStore
  kept: KeptRows<SyncState> | null
}

/** A worker that has just ended may hold its files a moment longer. */
const ATTEMPTS = 20
const PAUSE_MS = 100

/**
 * Opens what this device keeps of a batch. Where the browser has no private file system (an address that is not
 * secure, a private window) or does not open it, rows are kept in memory.
 */
export async function openDeviceStore(
  connection: Connection,
  answer: BatchAnswer,
  clock: Clock,
): Promise<OpenedStore> {
  try {
    const { batch } = answer
    const files = await openFiles(connection, answer, clock)
    // Nobody waits for it, and nobody needs to know that there was nothing to do.
    evictLocalRows().catch(() => undefined)
    void removeExports('old')
    return openFileRowStore(files, clock, (value) => readSyncState(value, batch))
  } catch {
    return { store: memoryRowStore(), kept: null }
  }
}

/** Joins the tabs of this browser that show a batch; alone where the browser has no locks. */
export async function joinTabsOf(
  { baseUrl }: Connection,
  batch: Batch,
  hear: (message: TabMessage) => void,
): Promise<Tabs> {
  try {
    return await joinTabs(lockNameOf(await folderNameOf(baseUrl, batch.id)), hear)
  } catch {
    return ALONE
  }
}

async function openFiles(
  connection: Connection,
  { batch, answeredAt: seenAt }: BatchAnswer,
  clock: Clock,
): Promise<StoreFiles> {
  const { id: connectionId, baseUrl } = connection
  const all = await resultsFolder(await navigator.storage.getDirectory())
  const folder = await all.getDirectoryHandle(await folderNameOf(baseUrl, batch.id), { create: true })
  const fileName = (await readAbout(folder).catch(() => null))?.fileName
  const title = titleOf(batch, fileName ?? null)
  const about = { baseUrl, batchId: batch.id, title, fileName, openedAt: clock.now(), connectionId, seenAt }
  // Full storage is no reason not to show what is there.
  await writeAbout(folder, about).catch(() => undefined)
  // Nobody waits for it: without it the batch goes by its id.
  noteFileName(connection, folder, batch, about).catch(() => undefined)
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await openStoreFiles(folder)
    } catch (error) {
      const isTaken = error instanceof DOMException && error.name === 'NoModificationAllowedError'
      if (!isTaken || attempt === ATTEMPTS) throw error
      await clock.wait(PAUSE_MS, new AbortController().signal)
    }
  }
}
