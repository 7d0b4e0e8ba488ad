import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { ContentWriter } from '../store.ts'

const PARTIAL = '.part'
const READ_BYTES = 256 * 1024

/** Contents of input files as plain files in one directory, written under another name until they are whole. */
export class ContentDirectory {
  readonly #directory: string
  /** Files whose slices are being read by running batches; opened once, closed with the store. */
  readonly #readers = new Map<string, Promise<FileHandle>>()

  constructor(directory: string) {
    this.#directory = directory
    mkdirSync(directory, { recursive: true })
    for (const name of readdirSync(directory)) {
      if (name.endsWith(PARTIAL)) rmSync(join(directory, name))
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
    const reader = this.#readers.get(fileId) ?? open(this.#path(fileId), 'r')
    this.#readers.set(fileId, reader)
    const buffer = new Uint8Array(length)
    const { bytesRead } = await (await reader).read(buffer, 0, length, start)
    return buffer.subarray(0, bytesRead)
  }

  async delete(fileId: string): Promise<void> {
    await this.#closeReader(fileId)
    await rm(this.#path(fileId), { force: true })
  }

  close(): void {
    for (const fileId of this.#readers.keys()) void this.#closeReader(fileId)
  }

  async #closeReader(fileId: string): Promise<void> {
    const reader = this.#readers.get(fileId)
    this.#readers.delete(fileId)
    if (reader) await (await reader).close()
  }

  #path(fileId: string): string {
    return join(this.#directory, `${fileId}.jsonl`)
  }
}
