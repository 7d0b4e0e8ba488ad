/** Rows of two batches side by side; -1 where a side has no row. All left rows come first, in their order. */
export interface Pairs {
  left: Int32Array
  right: Int32Array
}

/**
 * Pairs the rows of two batches by `custom_id`. Rows that share one are paired in order of appearance; a row
 * without one is paired with none.
 * @param left ids in list order
 */
export function pairById(left: readonly string[], right: readonly string[]): Pairs {
  const { first, next } = chainsOf(right)
  const partners = new Int32Array(left.length).fill(-1)
  const isTaken = new Uint8Array(right.length)
  left.forEach((id, row) => {
    const partner = first.get(id) ?? -1
    if (partner === -1) return
    partners[row] = partner
    isTaken[partner] = 1
    first.set(id, next[partner] ?? -1)
  })
  const alone = right.flatMap((_, row) => (isTaken[row] === 1 ? [] : [row]))
  const pairs = {
    left: new Int32Array(left.length + alone.length).fill(-1),
    right: new Int32Array(left.length + alone.length),
  }
  pairs.left.set(left.map((_, row) => row))
  pairs.right.set(partners)
  pairs.right.set(alone, left.length)
  return pairs
}

/** The first row of each id, and for each row the next one with the same id. */
function chainsOf(ids: readonly string[]) {
  const first = new Map<string, number>()
  const next = new Int32Array(ids.length).fill(-1)
  for (let row = ids.length - 1; row >= 0; row -= 1) {
    const id = ids[row] ?? ''
    if (id === '') continue
    next[row] = first.get(id) ?? -1
    first.set(id, row)
  }
  return { first, next }
}

/** How many rows repeat the `custom_id` of an earlier one, and how many have none. */
export function faultyIds(ids: readonly string[]): { repeated: number; nameless: number } {
  const seen = new Set<string>()
  let nameless = 0
  for (const id of ids) {
    if (id === '') nameless += 1
    else seen.add(id)
  }
  return { repeated: ids.length - nameless - seen.size, nameless }
}
