import { absoluteBaseUrl, type Connection } from '../../api/connection.ts'
import { folderNameOf, resultsFolder } from '../../results/store/device-folders.ts'
import { batchInJournal } from '../../results/store/kept-batch.ts'
import { listFolders, readAbout } from '../../results/store/kept-folders.ts'
import type { BatchAnswer } from './messages.ts'

/** A batch as a server last showed it, and the name of its input file where that was known. */
export interface KeptAnswer extends BatchAnswer {
  fileName: string | null
}

/**
 * A batch whose rows this device keeps, as a server last showed it. Rows that another key has read are not handed
 * out: without the server nobody can tell whether this key may see them.
 * @returns `null` where nothing is kept, or not for this connection
 */
export async function keptBatch(connection: Connection, batchId: string): Promise<KeptAnswer | null> {
  try {
    const all = await resultsFolder(await navigator.storage.getDirectory())
    const name = await folderNameOf(absoluteBaseUrl(connection, location.origin), batchId)
    const kept = await batchIn(await all.getDirectoryHandle(name), connection)
    return kept?.batch.id === batchId ? kept : null
  } catch {
    // There is no such folder, or the browser keeps nothing.
    return null
  }
}

/** All batches whose rows this device keeps for a connection, those opened last first; see `keptBatch`. */
export async function keptBatches(connection: Connection): Promise<KeptAnswer[]> {
  try {
    const all = await resultsFolder(await navigator.storage.getDirectory())
    const baseUrl = absoluteBaseUrl(connection, location.origin)
    const folders = (await listFolders(all)).filter(({ about }) => about?.baseUrl === baseUrl)
    const kept: KeptAnswer[] = []
    // One after the other: the page is drawn meanwhile.
    for (const { name } of folders) {
      const answer = await batchIn(await all.getDirectoryHandle(name), connection).catch(() => null)
      if (answer !== null) kept.push(answer)
    }
    return kept
  } catch {
    // The browser keeps nothing.
    return []
  }
}

/** The batch of a folder; `null` where it is not this connection's. @throws DOMException where a file is not there */
async function batchIn(
  folder: FileSystemDirectoryHandle,
  connection: Connection,
): Promise<KeptAnswer | null> {
  const about = await readAbout(folder)
  const seenAt = about?.seenAt
  if (about === null || about.connectionId !== connection.id || seenAt === undefined) return null
  const batch = await batchInJournal(await (await folder.getFileHandle('journal')).getFile())
  return batch === null ? null : { batch, answeredAt: seenAt, fileName: about.fileName ?? null }
}
