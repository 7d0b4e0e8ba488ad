import type { ByteStore } from './ports.ts'

/** Small pages waste memory at their ends, large ones before they fill. */
const PAGE_BYTES = 4 * 1024 * 1024

/** Bytes kept in memory, in pages, so that growing never copies what is there. */
export class MemoryStore implements ByteStore {
  readonly #pageBytes: number
  #pages: { start: number; bytes: Uint8Array }[] = []
  #used = 0

  /** @param pageBytes size of a page; a longer piece gets a page of its own */
  constructor(pageBytes = PAGE_BYTES) {
    this.#pageBytes = pageBytes
  }

  append(bytes: Uint8Array): number {
    const page = this.#pageFor(bytes.length)
    page.bytes.set(bytes, this.#used)
    const position = page.start + this.#used
    this.#used += bytes.length
    return position
  }

  read(position: number, length: number): Uint8Array {
    const page = this.#pages[this.#pageIndexAt(position)]
    if (page === undefined) return new Uint8Array()
    return page.bytes.subarray(position - page.start, position - page.start + length)
  }

  /** The last page when the piece fits behind what it holds, else a new one. A piece never spans pages. */
  #pageFor(length: number): { start: number; bytes: Uint8Array } {
    const last = this.#pages.at(-1)
    if (last !== undefined && this.#used + length <= last.bytes.length) return last
    const start = last === undefined ? 0 : last.start + last.bytes.length
    const page = { start, bytes: new Uint8Array(Math.max(this.#pageBytes, length)) }
    this.#pages.push(page)
    this.#used = 0
    return page
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
