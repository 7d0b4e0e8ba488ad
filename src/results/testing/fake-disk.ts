import type { StoreFiles, SyncFile } from '../store/sync-file.ts'

/** A change that has not been flushed. */
type Change = { at: number; bytes: Uint8Array } | { size: number }

/** A file with the ways of the real ones: one handle at a time, and what is not flushed may be lost. */
class FakeFile {
  readonly #disk: FakeDisk
  #buffer = new Uint8Array(1024)
  #size = 0
  /** What was changed since the last flush, and how to take it back. */
  #changes: { made: Change; undo: Change[] }[] = []
  #openHandle: symbol | null = null

  constructor(disk: FakeDisk) {
    this.#disk = disk
  }

  /** What a reader sees. */
  get bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#size)
  }

  /** @throws NoModificationAllowedError while another handle is open */
  open(): SyncFile {
    if (this.#openHandle !== null) throw new DOMException('Another is open.', 'NoModificationAllowedError')
    const handle = Symbol('handle')
    this.#openHandle = handle
    const check = () => {
      if (this.#openHandle !== handle) throw new DOMException('It is closed.', 'InvalidStateError')
    }
    return {
      read: (buffer, { at }) => {
        check()
        const found = this.bytes.subarray(at, at + buffer.length)
        buffer.set(found)
        return found.length
      },
      write: (buffer, { at }) => {
        check()
        this.#disk.take(Math.max(0, at + buffer.length - this.#size))
        this.#change({ at, bytes: buffer.slice() })
        return buffer.length
      },
      truncate: (size) => {
        check()
        this.#change({ size })
      },
      getSize: () => this.#size,
      flush: () => {
        check()
        this.#changes = []
      },
      close: () => {
        if (this.#openHandle === handle) this.#openHandle = null
      },
    }
  }

  /** The page is gone; of what was not flushed some is lost, and the last change is half done. */
  crash(random: () => number): void {
    this.#openHandle = null
    const lost = this.#changes.splice(Math.floor(random() * (this.#changes.length + 1)))
    for (const { undo } of lost.toReversed()) for (const change of undo) this.#make(change)
    const torn = lost[0]?.made
    if (torn !== undefined && 'bytes' in torn && random() < 0.5) {
      this.#make({ at: torn.at, bytes: torn.bytes.slice(0, Math.floor(random() * torn.bytes.length)) })
    }
    this.#changes = []
  }

  #change(made: Change): void {
    const [from, to] = 'size' in made ? [made.size, this.#size] : [made.at, made.at + made.bytes.length]
    const undo = [{ at: from, bytes: this.bytes.slice(from, Math.min(to, this.#size)) }, { size: this.#size }]
    this.#changes.push({ made, undo })
    this.#make(made)
  }

  #make(change: Change): void {
    const size = 'size' in change ? change.size : Math.max(this.#size, change.at + change.bytes.length)
    if (size > this.#buffer.length) {
      const larger = new Uint8Array(2 * size)
      larger.set(this.bytes)
      this.#buffer = larger
    }
    this.#buffer.fill(0, this.#size, size)
    this.#size = size
    if ('bytes' in change) this.#buffer.set(change.bytes, change.at)
  }
}

/** A place for files that can be full and can crash. */
export class FakeDisk {
  /** Bytes that it still takes. */
  room = Number.POSITIVE_INFINITY
  readonly requests = new FakeFile(this)
  readonly results = new FakeFile(this)
  readonly journal = new FakeFile(this)

  get #files(): FakeFile[] {
    return [this.requests, this.results, this.journal]
  }

  open(): StoreFiles {
    return { requests: this.requests.open(), results: this.results.open(), journal: this.journal.open() }
  }

  crash(random: () => number): void {
    for (const file of this.#files) file.crash(random)
  }

  /** @throws QuotaExceededError when there is no more room */
  take(bytes: number): void {
    if (bytes > this.room) throw new DOMException('The storage is full.', 'QuotaExceededError')
    this.room -= bytes
  }
}
