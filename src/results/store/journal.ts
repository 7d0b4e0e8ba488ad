import { checksum } from './checksum.ts'
import { type Entry, packEntry, unpackEntry } from './entries.ts'
import { Packer, Unpacker } from './packing.ts'
import type { SyncFile } from './sync-file.ts'

/** "BCJ1": a block of the first layout. */
const MAGIC = 0x314a4342
/** Magic, length of the rest, checksum of the rest: three numbers of 32 bits. */
const HEADER_BYTES = 12

/** A block as it is found: `head` is a JSON text, `end` where the next block begins. */
export interface Block {
  head: string
  entries: Uint8Array
  end: number
}

/**
 * A file of blocks that is only added to. Each block carries a checksum: a block that a crash has cut short is told
 * from a whole one, and ends the journal.
 */
export class Journal {
  readonly #file: SyncFile
  readonly #pending = new Packer()
  #end = 0

  constructor(file: SyncFile) {
    this.#file = file
  }

  /** Bytes of entries that are not yet written. */
  get pendingBytes(): number {
    return this.#pending.length
  }

  note(entry: Entry): void {
    packEntry(this.#pending, entry)
  }

  /** Writes the entries noted since the last block. @throws when the file cannot be written */
  writeBlock(head: string): void {
    const rest = new Packer()
    rest.text(head)
    rest.bytes(this.#pending.packed())
    const block = new Packer()
    for (const value of [MAGIC, rest.length, checksum(rest.packed())]) block.count(value)
    block.bytes(rest.packed())
    if (this.#file.write(block.packed(), { at: this.#end }) < block.length) {
      throw new DOMException('The storage is full.', 'QuotaExceededError')
    }
    this.#end += block.length
    this.#pending.clear()
  }

  flush(): void {
    this.#file.flush()
  }

  /** All whole blocks, from the first one on. */
  blocks(): Block[] {
    const bytes = new Uint8Array(this.#file.getSize())
    return blocksIn(bytes.subarray(0, this.#file.read(bytes, { at: 0 })))
  }

  /** Drops everything from a place on: the next block is written there. */
  cutAt(end: number): void {
    this.#file.truncate(end)
    this.#end = end
  }
}

/** The whole blocks at the beginning of some bytes. */
function blocksIn(bytes: Uint8Array): Block[] {
  const blocks: Block[] = []
  for (let at = 0; ;) {
    const block = blockAt(bytes, at)
    if (block === null) return blocks
    blocks.push(block)
    at = block.end
  }
}

/** The last whole block of a journal. Of the others only the headers are read. */
export async function lastBlockIn(journal: Blob): Promise<Block | null> {
  const bytesOf = async (from: number, to: number) =>
    new Uint8Array(await journal.slice(from, to).arrayBuffer())
  const begins: number[] = []
  for (let at = 0; ;) {
    const { magic, end } = headerIn(await bytesOf(at, at + HEADER_BYTES)) ?? {}
    if (magic !== MAGIC || end === undefined || at + end > journal.size) break
    begins.push(at)
    at += end
  }
  let end = journal.size
  for (const begin of begins.toReversed()) {
    const block = blockAt(await bytesOf(begin, end), 0)
    if (block !== null) return { ...block, end: begin + block.end }
    end = begin
  }
  return null
}

/** The entries of some blocks, in order. */
export function* entriesOf(blocks: readonly Block[]): Generator<Entry, void, undefined> {
  for (const { entries } of blocks) {
    const unpacker = new Unpacker(entries)
    while (unpacker.left > 0) yield unpackEntry(unpacker)
  }
}

/** `end`: where the block ends, counted from where it begins. `null` for bytes that are too few. */
function headerIn(bytes: Uint8Array): { magic: number; end: number; sum: number } | null {
  if (bytes.length < HEADER_BYTES) return null
  const header = new Unpacker(bytes)
  const [magic, length, sum] = [header.count(), header.count(), header.count()]
  return { magic, end: HEADER_BYTES + length, sum }
}

function blockAt(bytes: Uint8Array, at: number): Block | null {
  const header = headerIn(bytes.subarray(at, at + HEADER_BYTES))
  if (header === null) return null
  const { magic, sum } = header
  const end = at + header.end
  if (magic !== MAGIC || end > bytes.length) return null
  const rest = bytes.subarray(at + HEADER_BYTES, end)
  if (checksum(rest) !== sum) return null
  const unpacker = new Unpacker(rest)
  const head = unpacker.text()
  return { head, entries: rest.subarray(rest.length - unpacker.left), end }
}
