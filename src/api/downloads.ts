import { saveFile } from '../lib/save-file.ts'
import { createValueStore, useStoreValue } from '../lib/value-store.ts'
import type { Connection } from './connection.ts'
import type { DownloadedLines, ReadLines } from './download.ts'
import { type ApiError, asApiError } from './errors.ts'

/** A download of this tab, by the id of its file. */
export type Download = { state: 'running'; receivedBytes: number } | EndedDownload

/** How a download ended that nobody stopped. */
export type EndedDownload =
  { state: 'failed'; error: ApiError } | { state: 'saved'; bytes: number; extent: Extent }

/** How much of the file was saved, as far as anybody can tell. */
type Extent =
  | { kind: 'whole' }
  | { kind: 'growing' }
  /** The server gave fewer lines than its own counts name. */
  | { kind: 'short'; lines: number; expectedLines: number }

/** What is known of a file before it is downloaded. */
export interface FileFacts {
  /** Whether its batch still adds to it: not every server lets a page read that from the answer. */
  growing: boolean
  /** The lines that it holds by the counts of an ended batch; `null` where nobody knows. */
  expectedLines: number | null
}

/** One of several files that are saved as one. */
export interface FileOfMany extends FileFacts {
  fileId: string
}

const store = createValueStore<ReadonlyMap<string, Download>>(new Map())
const controllers = new Map<string, AbortController>()

function set(fileId: string, download: Download | null): void {
  const next = new Map(store.get())
  if (download) next.set(fileId, download)
  else next.delete(fileId)
  store.set(next)
}

/**
 * Downloads a file and saves it. A second call for the same file while it runs does nothing.
 * @param readLines what reads the file
 * @param name file name without extension; what is not the whole file is saved as "… (partial).jsonl"
 * @returns how it ended; `null` when it was stopped or runs already
 */
export function startDownload(
  readLines: ReadLines,
  connection: Connection,
  fileId: string,
  name: string,
  facts: FileFacts,
): Promise<EndedDownload | null> {
  return startMergedDownload(readLines, connection, fileId, name, [{ fileId, ...facts }])
}

/**
 * Downloads files of lines one after the other and saves them as one, in their order.
 * @param readLines what reads each of them
 * @param id what the download is known by; a second call while it runs does nothing
 * @param name as for `startDownload`
 * @returns as `startDownload`
 */
export async function startMergedDownload(
  readLines: ReadLines,
  connection: Connection,
  id: string,
  name: string,
  files: readonly FileOfMany[],
): Promise<EndedDownload | null> {
  if (controllers.has(id)) return null
  const controller = new AbortController()
  controllers.set(id, controller)
  set(id, { state: 'running', receivedBytes: 0 })
  try {
    const blobs: Blob[] = []
    const extents: Extent[] = []
    let bytes = 0
    for (const { fileId, growing, expectedLines } of files) {
      const bytesBefore = bytes
      const downloaded = await readLines(connection, fileId, {
        signal: controller.signal,
        onProgress: (received) => set(id, { state: 'running', receivedBytes: bytesBefore + received }),
        expectedLines: growing ? null : expectedLines,
      })
      // A last line without its end must not run on into the next file.
      if (blobs.length > 0 && !(await endsLine(blobs.at(-1)))) blobs.push(new Blob(['\n']))
      blobs.push(downloaded.blob)
      bytes += downloaded.blob.size
      extents.push(extentOf(downloaded, { growing, expectedLines }))
    }
    const extent = extents.reduce(together, { kind: 'whole' })
    const [only] = blobs
    const blob = only && blobs.length === 1 ? only : new Blob(blobs, { type: 'application/jsonl' })
    saveFile(blob, `${name}${extent.kind === 'whole' ? '' : ' (partial)'}.jsonl`)
    return end(id, { state: 'saved', bytes: blob.size, extent })
  } catch (error) {
    return end(id, controller.signal.aborted ? null : { state: 'failed', error: asApiError(error) })
  } finally {
    controllers.delete(id)
  }
}

async function endsLine(blob: Blob | undefined): Promise<boolean> {
  if (!blob || blob.size === 0) return true
  return (await blob.slice(-1).text()) === '\n'
}

/** How much of several files is there: as little as of the one that lacks most. */
function together(one: Extent, other: Extent): Extent {
  if (one.kind === 'growing' || other.kind === 'growing') return { kind: 'growing' }
  if (one.kind === 'whole') return other
  if (other.kind === 'whole') return one
  return {
    kind: 'short',
    lines: one.lines + other.lines,
    expectedLines: one.expectedLines + other.expectedLines,
  }
}

function end(fileId: string, ended: EndedDownload | null): EndedDownload | null {
  set(fileId, ended)
  return ended
}

function extentOf(
  { incomplete, lines }: Pick<DownloadedLines, 'incomplete' | 'lines'>,
  { growing, expectedLines }: FileFacts,
): Extent {
  if (growing || incomplete) return { kind: 'growing' }
  if (expectedLines === null || lines >= expectedLines) return { kind: 'whole' }
  return { kind: 'short', lines, expectedLines }
}

/** Stops a download; nothing is saved. */
export function cancelDownload(fileId: string): void {
  controllers.get(fileId)?.abort()
}

/** The download of a file, if there is one. */
export function useDownload(fileId: string): Download | null {
  return useStoreValue(store).get(fileId) ?? null
}
