import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ContentWriter } from '../store.ts'

const PARTIAL = '.part'
const ENDING = '.jsonl'
const READ_BYTES = 256 * 1024

/** Contents of input files as plain files in one directory, written under another name until they are whole. */
export class ContentDirectory {
  readonly #directory: string

  constructor(directory: string) {
    this.#directory = directory
    mkdirSync(directory, { recursive: true })
  }

  /**
   * Removes what a killed server left behind: uploads cut off in the middle, and whole ones whose file was
   * never answered for. Nothing may be written meanwhile.
   */
  keepOnly(fileIds: ReadonlySet<string>): void {
    for (const name of readdirSync(this.#directory)) {
      const isLeftOver = name.endsWith(ENDING) && !fileIds.has(name.slice(0, -ENDING.length))
      if (isLeftOver || name.endsWith(PARTIAL)) rmSync(join(this.#directory, name))
    }
  }

  async create(fileId: string): Promise<ContentWriter> {
    const partial = this.#path(fileId) + PARTIAL
    const handle = await open(partial, 'wx')
    return {
      write: async (chunk) => {
        await handle.writeFile(chunk)
      },
      commit: async () => {
        await handle.close()
        await rename(partial, this.#path(fileId))
      },
      discard: async () => {
        await handle.close()
        await rm(partial, { force: true })
      },
    }
  }

  read(fileId: string): ReadableStream<Uint8Array> {
    const opened = open(this.#path(fileId), 'r')
    return new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          const handle = await opened
          const buffer = new Uint8Array(READ_BYTES)
          const { bytesRead } = await handle.read(buffer, 0, READ_BYTES)
          if (bytesRead > 0) {
            controller.enqueue(buffer.subarray(0, bytesRead))
            return
          }
          await handle.close()
          controller.close()
        },
        cancel: async () => {
          await (await opened).close()
        },
      },
      { highWaterMark: 1 },
    )
  }

  async slice(fileId: string, start: number, length: number): Promise<Uint8Array> {
    const handle = await open(this.#path(fileId), 'r')
    try {
      const buffer = new Uint8Array(length)
      const { bytesRead } = await handle.read(buffer, 0, length, start)
      return buffer.subarray(0, bytesRead)
    } finally {
      await handle.close()
    }
  }

  async delete(fileId: string): Promise<void> {
    await rm(this.#path(fileId), { force: true })
  }

  #path(fileId: string): string {
    return join(this.#directory, fileId + ENDING)
  }
}
