import type { ByteStore } from '../ports.ts'

/** A line in a store. `number` says whose it is. */
export interface StoredLine {
  number: number
  position: number
  length: number
  /** An id that counts among its texts. */
  id?: string
}

/** Lines that lie together, with the bytes from the first to the last; `null` when they are not kept any more. */
export interface LineSpan {
  lines: readonly StoredLine[]
  bytes: Uint8Array | null
}

/** Bytes between two lines that are rather read than left out: a read of its own costs more. */
const WIDEST_GAP = 16 * 1024
/** Bytes read at once. */
const MOST_AT_ONCE = 1024 * 1024

/**
 * Reads lines in as few pieces as possible. The bytes of a span are valid until the next one is asked for.
 * @param lines in any order
 */
export function* lineSpans(
  store: ByteStore,
  lines: readonly StoredLine[],
): Generator<LineSpan, void, undefined> {
  const sorted = [...lines].sort((left, right) => left.position - right.position)
  let at = 0
  while (at < sorted.length) {
    const first = sorted[at]
    if (first === undefined) return
    let end = first.position + first.length
    let until = at + 1
    for (let next = sorted[until]; next !== undefined; next = sorted[until]) {
      if (next.position > end + WIDEST_GAP || next.position + next.length > first.position + MOST_AT_ONCE)
        break
      end = Math.max(end, next.position + next.length)
      until += 1
    }
    const bytes = store.readOn(first.position, end - first.position)
    const got = first.position + (bytes?.length ?? 0)
    // What lies elsewhere is read by itself.
    while (until > at + 1 && endOf(sorted[until - 1]) > got) until -= 1
    yield { lines: sorted.slice(at, until), bytes }
    at = until
  }
}

function endOf(line: StoredLine | undefined): number {
  return line === undefined ? 0 : line.position + line.length
}
