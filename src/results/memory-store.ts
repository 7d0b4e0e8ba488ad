import type { ByteStore } from './ports.ts'

/** Small pages waste memory at their ends, large ones before they fill. */
const PAGE_BYTES = 4 * 1024 * 1024

interface Page {
  start: number
  bytes: Uint8Array
}

interface MemoryLimits {
  /** Size of a page; a longer piece gets a page of its own. */
  pageBytes?: number
  /** Where the first piece begins. */
  start?: number
  /** The oldest pages beyond so many bytes are dropped. */
  mostBytes?: number
}

/** Bytes kept in memory, in pages, so that growing never copies what is there. */
export class MemoryStore implements ByteStore {
  readonly #pageBytes: number
  readonly #mostBytes: number
  #pages: Page[] = []
  #used = 0
  #end: number
  #bytes = 0

  constructor({
    pageBytes = PAGE_BYTES,
    start = 0,
    mostBytes = Number.POSITIVE_INFINITY,
  }: MemoryLimits = {}) {
    this.#pageBytes = pageBytes
    this.#mostBytes = mostBytes
    this.#end = start
  }

  append(bytes: Uint8Array): number {
    const page = this.#pageFor(bytes.length)
    page.bytes.set(bytes, this.#used)
    const position = page.start + this.#used
    this.#used += bytes.length
    return position
  }

  read(position: number, length: number): Uint8Array | null {
    const page = this.#pages[this.#pageIndexAt(position)]
    if (page === undefined || position < page.start) return null
    return page.bytes.subarray(position - page.start, position - page.start + length)
  }

  readOn(position: number, most: number): Uint8Array | null {
    return this.read(position, most)
  }

  /** The last page when the piece fits behind what it holds, else a new one. A piece never spans pages. */
  #pageFor(length: number): Page {
    const last = this.#pages.at(-1)
    if (last !== undefined && this.#used + length <= last.bytes.length) return last
    const page = { start: this.#end, bytes: new Uint8Array(Math.max(this.#pageBytes, length)) }
    this.#pages.push(page)
    this.#end += page.bytes.length
    this.#bytes += page.bytes.length
    this.#used = 0
    this.#dropOldest()
    return page
  }

  #dropOldest(): void {
    while (this.#bytes > this.#mostBytes && this.#pages.length > 1) {
      this.#bytes -= this.#pages.shift()?.bytes.length ?? 0
    }
  }

  #pageIndexAt(position: number): number {
    let low = 0
    let high = this.#pages.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((this.#pages[middle]?.start ?? 0) <= position) low = middle
      else high = middle - 1
    }
    return low
  }
}
