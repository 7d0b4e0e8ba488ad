/** Which tokens of two lists the other one does not have: 1 for each of those. */
export interface ChangeMarks {
  left: Uint8Array
  right: Uint8Array
  /** The lists differ in more places than are looked for. */
  isRough: boolean
}

/** Steps from either end until the search is given up: its time grows with their square. */
const MOST_STEPS = 1500

/** A diagonal that leaves the grid. */
const OUTSIDE = -1_000_000_000

interface Stretch {
  leftFrom: number
  leftTo: number
  rightFrom: number
  rightTo: number
}

/**
 * Finds a smallest set of tokens to remove from one list and add from the other, in linear space. Source: E. Myers,
 * "An O(ND) Difference Algorithm and Its Variations" (1986), section 4b.
 * @param most steps from either end in one stretch; beyond them the whole stretch counts as changed
 */
export function markChanges(left: Int32Array, right: Int32Array, most = MOST_STEPS): ChangeMarks {
  const marks = { left: new Uint8Array(left.length), right: new Uint8Array(right.length), isRough: false }
  const open: Stretch[] = [{ leftFrom: 0, leftTo: left.length, rightFrom: 0, rightTo: right.length }]
  for (let stretch = open.pop(); stretch !== undefined; stretch = open.pop()) {
    const rest = withoutCommonEnds(left, right, stretch)
    const isOneSided = rest.leftFrom === rest.leftTo || rest.rightFrom === rest.rightTo
    const middle = isOneSided ? null : middleOf(left, right, rest, most)
    if (middle === null) {
      marks.left.fill(1, rest.leftFrom, rest.leftTo)
      marks.right.fill(1, rest.rightFrom, rest.rightTo)
      marks.isRough ||= !isOneSided
      continue
    }
    open.push(
      { ...rest, leftTo: middle.left, rightTo: middle.right },
      { ...rest, leftFrom: middle.left, rightFrom: middle.right },
    )
  }
  return marks
}

function withoutCommonEnds(left: Int32Array, right: Int32Array, stretch: Stretch): Stretch {
  let { leftFrom, leftTo, rightFrom, rightTo } = stretch
  while (leftFrom < leftTo && rightFrom < rightTo && left[leftFrom] === right[rightFrom]) {
    leftFrom += 1
    rightFrom += 1
  }
  while (leftFrom < leftTo && rightFrom < rightTo && left[leftTo - 1] === right[rightTo - 1]) {
    leftTo -= 1
    rightTo -= 1
  }
  return { leftFrom, leftTo, rightFrom, rightTo }
}

/**
 * A point that a shortest way from one corner of a stretch to the other passes in its middle, where the searches from
 * both ends meet; `null` when they do not within `most` steps.
 */
function middleOf(left: Int32Array, right: Int32Array, stretch: Stretch, most: number) {
  const { leftFrom, leftTo, rightFrom, rightTo } = stretch
  const width = leftTo - leftFrom
  const height = rightTo - rightFrom
  const delta = width - height
  const isOdd = delta % 2 !== 0
  const steps = Math.min(most, Math.ceil((width + height) / 2))
  const zero = steps + 1
  const ahead = new Int32Array(2 * steps + 3).fill(OUTSIDE)
  const back = new Int32Array(2 * steps + 3).fill(OUTSIDE)
  ahead[zero + 1] = 0
  back[zero + 1] = 0
  const at = (reached: Int32Array, diagonal: number) => reached[zero + diagonal] ?? OUTSIDE
  for (let step = 0; step <= steps; step += 1) {
    for (let diagonal = -step; diagonal <= step; diagonal += 2) {
      const start = startOn(ahead, zero + diagonal, diagonal, step, width, height)
      let x = start
      while (x < width && x - diagonal < height && x >= 0) {
        if (left[leftFrom + x] !== right[rightFrom + x - diagonal]) break
        x += 1
      }
      ahead[zero + diagonal] = x
      const other = delta - diagonal
      const meets = isOdd && Math.abs(other) < step && x >= 0 && x + at(back, other) >= width
      if (meets) return { left: leftFrom + x, right: rightFrom + x - diagonal }
    }
    for (let diagonal = -step; diagonal <= step; diagonal += 2) {
      const start = startOn(back, zero + diagonal, diagonal, step, width, height)
      let x = start
      while (x < width && x - diagonal < height && x >= 0) {
        if (left[leftTo - 1 - x] !== right[rightTo - 1 - x + diagonal]) break
        x += 1
      }
      back[zero + diagonal] = x
      const other = delta - diagonal
      const meets = !isOdd && Math.abs(other) <= step && x >= 0 && x + at(ahead, other) >= width
      if (meets) return { left: leftTo - x, right: rightTo - x + diagonal }
    }
  }
  return null
}

/** Where a search begins on a diagonal: one step from the neighbour that got further. */
function startOn(
  reached: Int32Array,
  index: number,
  diagonal: number,
  step: number,
  width: number,
  height: number,
): number {
  const below = reached[index - 1] ?? OUTSIDE
  const above = reached[index + 1] ?? OUTSIDE
  const x = diagonal === -step || (diagonal !== step && below < above) ? above : below + 1
  const y = x - diagonal
  return x < 0 || y < 0 || x > width || y > height ? OUTSIDE : x
}
