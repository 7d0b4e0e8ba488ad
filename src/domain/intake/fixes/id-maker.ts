import { INPUT_LIMITS } from '../../../contract/request-line.ts'
import type { IdIndex } from '../id-index.ts'
import type { Place } from '../problem-log.ts'

const LONGEST = INPUT_LIMITS.customIdBytes
/** Of an id that is too long, the beginning says what it belongs to and the end which one it is. */
const KEPT_AT_START = 31

/** The nearest id of visible ASCII and at most 64 bytes; empty when nothing of it can be kept. */
function usableId(id: string): string {
  const ascii = id
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll(/[^\x21-\x7e]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
  if (ascii.length <= LONGEST) return ascii
  const end = ascii.slice(-(LONGEST - KEPT_AT_START - 1))
  return `${ascii.slice(0, KEPT_AT_START)}~${end}`
}

/** Makes ids that no other request of the file has, also none that comes later. */
export class IdMaker {
  readonly #taken: IdIndex
  /** The next number to try after an id, so that 50,000 equal ids do not each try all numbers before. */
  readonly #nextNumber = new Map<string, number>()

  /** @param taken all ids of the file */
  constructor(taken: IdIndex) {
    this.#taken = taken
  }

  /** An id for a request without a usable one: `row-7` for the seventh. */
  forPlace(place: Place): string {
    return this.#numbered(`row-${place.ordinal}`, place, true)
  }

  /** An id as near to the wanted one as can be; with a number when another request has it. */
  near(wanted: string, place: Place): string {
    const id = usableId(wanted)
    return id === '' ? this.forPlace(place) : this.#numbered(id, place, true)
  }

  /** Another id for a request whose own is used before: `a-2`, `a-3` … */
  again(id: string, place: Place): string {
    return this.#numbered(id, place, false)
  }

  #numbered(id: string, place: Place, mayStay: boolean): string {
    if (mayStay && this.#taken.add(id, place) === null) return id
    for (let number = this.#nextNumber.get(id) ?? 2; ; number += 1) {
      const suffix = `-${number}`
      const candidate = id.slice(0, LONGEST - suffix.length) + suffix
      if (this.#taken.add(candidate, place) !== null) continue
      this.#nextNumber.set(id, number + 1)
      return candidate
    }
  }
}
