import type { StoredLine } from './line-spans.ts'
import type { RawTrace } from './raw-trace.ts'

/**
 * Where in each of some lines the first trace of a text stands first.
 * @param traces all of which a line must have
 * @param lines in the order in which they lie
 * @param bytes from the first line to the last
 * @returns for each line a place in the bytes; -1 where a trace is missing, -2 where only an escaped form is there
 */
export function firstHits(
  [first, ...others]: readonly RawTrace[],
  lines: readonly StoredLine[],
  bytes: Uint8Array,
): Int32Array {
  const start = lines[0]?.position ?? 0
  const hits = new Int32Array(lines.length).fill(-1)
  first?.searches.forEach((search, form) => {
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
  if (others.length > 0) {
    lines.forEach(({ position, length }, index) => {
      const from = position - start
      if (hits[index] !== -1 && !others.every((trace) => hasTrace(trace, bytes, from, from + length))) {
        hits[index] = -1
      }
    })
  }
  return hits
}

function hasTrace({ searches }: RawTrace, bytes: Uint8Array, from: number, to: number): boolean {
  return searches.some((search) => search.next(bytes, from, to) !== -1)
}

function endIn(line: StoredLine | undefined, start: number): number {
  return line === undefined ? 0 : line.position + line.length - start
}
