/** Where an id was seen: as an editor and as a server number the line. */
export interface IdPlace {
  line: number
  ordinal: number
}

/** Ids of a file that are compared with each other: 32 MB of memory at most. */
export const MOST_IDS = 1_000_000

const FIRST_SLOTS = 1 << 14
const FIELDS = 4

/**
 * Remembers which ids were seen and where, in 16 bytes a slot whatever the length of the ids: it keeps two 32-bit
 * hashes of each. Among 50,000 ids two different ones are taken for the same with a probability of one in 10^10.
 */
export class IdIndex {
  readonly #mostIds: number
  #slots = new Uint32Array(FIRST_SLOTS * FIELDS)
  #size = 0
  /** Whether an id was new and could not be remembered: later ones like it are not recognised. */
  hasForgotten = false

  /** @param mostIds how many ids are remembered; later ones are only compared with those */
  constructor(mostIds: number) {
    this.#mostIds = mostIds
  }

  /** Remembers an id. @returns where it was seen first, `null` when it is new */
  add(id: string, place: IdPlace): IdPlace | null {
    const [high, low] = hashOf(id)
    const slot = this.#find(high, low)
    if (this.#slots[slot + 2] !== 0) {
      return { line: this.#slots[slot + 2] ?? 0, ordinal: this.#slots[slot + 3] ?? 0 }
    }
    if (this.#size >= this.#mostIds) {
      this.hasForgotten = true
      return null
    }
    this.#slots[slot] = high
    this.#slots[slot + 1] = low
    this.#slots[slot + 2] = place.line
    this.#slots[slot + 3] = place.ordinal
    this.#size += 1
    if (this.#size * FIELDS * 2 > this.#slots.length) this.#grow()
    return null
  }

  /** The slot of an id, or the empty one where it belongs; lines count from 1, so line 0 marks an empty slot. */
  #find(high: number, low: number): number {
    const mask = this.#slots.length / FIELDS - 1
    for (let index = low & mask; ; index = (index + 1) & mask) {
      const slot = index * FIELDS
      if (this.#slots[slot + 2] === 0) return slot
      if (this.#slots[slot] === high && this.#slots[slot + 1] === low) return slot
    }
  }

  #grow(): void {
    const before = this.#slots
    this.#slots = new Uint32Array(before.length * 2)
    for (let slot = 0; slot < before.length; slot += FIELDS) {
      if (before[slot + 2] === 0) continue
      const target = this.#find(before[slot] ?? 0, before[slot + 1] ?? 0)
      for (let field = 0; field < FIELDS; field += 1) this.#slots[target + field] = before[slot + field] ?? 0
    }
  }
}

/** Two independent 32-bit hashes: multiplication by odd constants, with a final mix so that all bits depend on all. */
function hashOf(text: string): [high: number, low: number] {
  let high = 0x811c9dc5
  let low = 0x9e3779b9
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    high = Math.imul(high ^ unit, 0x01000193)
    low = Math.imul(low ^ unit, 0x85ebca6b)
    low ^= low >>> 13
  }
  return [mix(high ^ text.length), mix(low)]
}

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x7feb352d)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
