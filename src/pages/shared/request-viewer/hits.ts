/** Where the open line stands among the hits of a search. */
export interface HitPlace {
  /** From 1; `null` when the open line is none of them. */
  rank: number | null
  previous: number | null
  next: number | null
}

/** The first hit at or after a line, as an index; the number of hits when there is none. @param hits in order */
function indexFrom(hits: readonly number[], line: number): number {
  let low = 0
  let high = hits.length
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if ((hits[middle] ?? 0) < line) low = middle + 1
    else high = middle
  }
  return low
}

/** Whether a line is among the hits. @param hits line numbers in order */
export function isHit(hits: readonly number[], line: number): boolean {
  return hits[indexFrom(hits, line)] === line
}

/**
 * The hits around a line; after the last one comes the first again.
 * @param hits line numbers in order
 * @param line the open one, `null` when none is: the first hit is then the next
 */
export function placeAmong(hits: readonly number[], line: number | null): HitPlace {
  if (line === null) return { rank: null, previous: hits.at(-1) ?? null, next: hits[0] ?? null }
  const at = indexFrom(hits, line)
  const isOne = hits[at] === line
  return {
    rank: isOne ? at + 1 : null,
    previous: hits[at - 1] ?? hits.at(-1) ?? null,
    next: hits[isOne ? at + 1 : at] ?? hits[0] ?? null,
  }
}
