import type { Connection } from '../../api/connection.ts'
import { ApiError } from '../../api/errors.ts'
import { requestJson } from '../../api/http.ts'
import type { Batch } from '../../contract/batch.ts'
import { StoredFile } from '../../contract/file.ts'
import { titleOf } from '../../domain/batch-state.ts'
import { type About, writeAbout } from '../../results/store/kept-folders.ts'

/**
 * Asks for the name of a batch's input file and notes it, or that there is no such file any more. Neither ever changes,
 * so that nobody is asked again; any other failure says nothing, and the next opening asks anew.
 * @param about what the folder says about itself
 * @throws ApiError where the server tells neither
 * @throws DOMException where it cannot be noted
 */
export async function noteFileName(
  connection: Connection,
  folder: FileSystemDirectoryHandle,
  batch: Batch,
  about: About,
): Promise<void> {
  if (about.fileName !== undefined || batch.input_file_id === null) return
  const fileName = await fileNameOf(connection, batch.input_file_id)
  await writeAbout(folder, { ...about, fileName, title: titleOf(batch, fileName) })
}

/** A worker that ends takes the request with it. @returns `null` where the file is not there */
async function fileNameOf(connection: Connection, fileId: string): Promise<string | null> {
  try {
    const path = `/files/${encodeURIComponent(fileId)}`
    return (await requestJson(connection, path, StoredFile)).filename
  } catch (error) {
    if (error instanceof ApiError && error.kind === 'not_found') return null
    throw error
  }
}
