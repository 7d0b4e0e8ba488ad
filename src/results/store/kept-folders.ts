import * as z from 'zod/mini'
import { parseJson } from '../../domain/results/json.ts'
import type { SyncFile } from './sync-file.ts'

/** What a folder says about itself, for people: nothing is found by it, and no key is in it. */
const About = z.object({
  baseUrl: z.string(),
  batchId: z.string(),
  title: z.string(),
  /** The name of its input file, once a server has told it; `null` where the server has no such file any more. */
  fileName: z.optional(z.nullable(z.string())),
  /** Unix milliseconds. */
  openedAt: z.number(),
  /** Which connection a server last showed the batch to; its key cannot be told from it. */
  connectionId: z.optional(z.string()),
  /** When that was, or a while before; Unix milliseconds. */
  seenAt: z.optional(z.number()),
})

export type About = z.infer<typeof About>

/** A batch whose rows are kept on this device. */
export interface KeptFolder {
  name: string
  bytes: number
  /** `null` when a crash came before it was written. */
  about: About | null
}

/** The file that holds it. */
const ABOUT = 'about'

/** Notes which batch a folder holds, and that it has just been opened. */
export async function writeAbout(folder: FileSystemDirectoryHandle, about: About): Promise<void> {
  const handle = await folder.getFileHandle(ABOUT, { create: true })
  const file: SyncFile = await handle.createSyncAccessHandle()
  try {
    file.truncate(0)
    file.write(new TextEncoder().encode(JSON.stringify(about)), { at: 0 })
  } finally {
    file.close()
  }
}

/** What a folder says about itself; `null` where that is nothing whole. @throws DOMException where it says nothing */
export async function readAbout(folder: FileSystemDirectoryHandle): Promise<About | null> {
  return aboutIn(await folder.getFileHandle(ABOUT))
}

/** The batches kept on this device, those opened last first. */
export async function listFolders(all: FileSystemDirectoryHandle): Promise<KeptFolder[]> {
  const folders: KeptFolder[] = []
  for await (const handle of all.values()) {
    if (handle.kind === 'directory') folders.push(await readFolder(handle))
  }
  return folders.sort((left, right) => openedAt(right) - openedAt(left))
}

/**
 * The folders to delete so that the rest is no more than so many bytes: those that were opened longest ago.
 * @param folders those opened last first
 */
export function foldersBeyond(folders: readonly KeptFolder[], mostBytes: number): KeptFolder[] {
  let bytes = 0
  return folders.filter((folder) => {
    bytes += folder.bytes
    return bytes > mostBytes
  })
}

async function readFolder(folder: FileSystemDirectoryHandle): Promise<KeptFolder> {
  let bytes = 0
  let about: About | null = null
  for await (const handle of folder.values()) {
    if (handle.kind === 'directory') continue
    if (handle.name === ABOUT) about = await aboutIn(handle)
    // A file can vanish while it is looked at.
    else bytes += (await handle.getFile().catch(() => null))?.size ?? 0
  }
  return { name: folder.name, bytes, about }
}

/** Another tab or a worker may be writing it anew: it is then not to be read for a moment, or not whole. */
const ATTEMPTS = 4
const PAUSE_MS = 15

/** What a file says; `null` where it is nothing whole, or cannot be read. */
export async function aboutIn(handle: Pick<FileSystemFileHandle, 'getFile'>): Promise<About | null> {
  for (let attempt = 1; ; attempt += 1) {
    const text = await handle.getFile().then(
      (file) => file.text().catch(() => ''),
      () => '',
    )
    const about = z.safeParse(About, parseJson(text)).data ?? null
    if (about !== null || attempt === ATTEMPTS) return about
    await new Promise((resolve) => {
      setTimeout(resolve, PAUSE_MS)
    })
  }
}

function openedAt({ about }: KeptFolder): number {
  return about?.openedAt ?? 0
}
