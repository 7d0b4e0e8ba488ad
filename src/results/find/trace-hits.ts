import type { StoredLine } from './line-spans.ts'
import type { RawTrace } from './raw-trace.ts'

/**
 * Where in each of some lines the trace of a text stands first.
 * @param lines in the order in which they lie
 * @param bytes from the first line to the last
 * @returns for each line a place in the bytes; -1 where the trace is not, -2 where only its escaped form is
 */
export function firstHits(
  { searches }: RawTrace,
  lines: readonly StoredLine[],
  bytes: Uint8Array,
): Int32Array {
  const start = lines[0]?.position ?? 0
  const hits = new Int32Array(lines.length).fill(-1)
  searches.forEach((search, form) => {
    let index = 0
    let hit = search.next(bytes, 0, bytes.length)
    while (hit !== -1) {
      while (index < lines.length && endIn(lines[index], start) <= hit) index += 1
      const line = lines[index]
      if (line === undefined) return
      const from = line.position - start
      if (hit >= from && hits[index] === -1) hits[index] = form === 0 ? hit : -2
      hit = search.next(bytes, hit < from ? from : from + line.length, bytes.length)
    }
  })
  return hits
}

function endIn(line: StoredLine | undefined, start: number): number {
  return line === undefined ? 0 : line.position + line.length - start
}
