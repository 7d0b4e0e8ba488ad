import { absoluteBaseUrl, type Connection } from '../../api/connection.ts'
import { folderNameOf, resultsFolder } from '../../results/store/device-folders.ts'
import { batchInJournal } from '../../results/store/kept-batch.ts'
import { ABOUT, aboutIn } from '../../results/store/kept-folders.ts'
import type { BatchAnswer } from './messages.ts'

/**
 * A batch whose rows this device keeps, as a server last showed it. Rows that another key has read are not handed
 * out: without the server nobody can tell whether this key may see them.
 * @returns `null` where nothing is kept, or not for this connection
 */
export async function keptBatch(connection: Connection, batchId: string): Promise<BatchAnswer | null> {
  try {
    const all = await resultsFolder(await navigator.storage.getDirectory())
    const name = await folderNameOf(absoluteBaseUrl(connection, location.origin), batchId)
    const folder = await all.getDirectoryHandle(name)
    const read = async (file: string) => (await folder.getFileHandle(file)).getFile()
    const about = aboutIn(await (await read(ABOUT)).text())
    const seenAt = about?.seenAt
    if (about === null || about.connectionId !== connection.id || seenAt === undefined) return null
    const batch = batchInJournal(new Uint8Array(await (await read('journal')).arrayBuffer()))
    return batch?.id === batchId ? { batch, answeredAt: seenAt } : null
  } catch {
    // There is no such folder, or the browser keeps nothing.
    return null
  }
}
