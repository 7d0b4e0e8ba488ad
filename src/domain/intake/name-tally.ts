import { shorten } from './excerpt.ts'
import { MOST_SAMPLES, type Place } from './problem-log.ts'

/** A name that requests use, such as a model or an endpoint. */
export interface NamedCount {
  name: string
  /** Requests that use it. */
  count: number
  /** Those among them that have no error or warning of their own. */
  faultless: number
  /** The first of them, at most `MOST_SAMPLES`. */
  places: Place[]
}

const MOST_NAMES = 100
const MOST_NAME_LENGTH = 200

/** Counts names; only the first hundred different ones, so that a file of nonsense cannot fill the memory. */
export class NameTally {
  readonly #names = new Map<string, NamedCount>()

  add(name: string, place: Place, isFaultless: boolean): void {
    const key = name.length > MOST_NAME_LENGTH ? shorten(name, MOST_NAME_LENGTH) : name
    const known = this.#names.get(key)
    const faultless = isFaultless ? 1 : 0
    if (known) {
      known.count += 1
      known.faultless += faultless
      if (known.places.length < MOST_SAMPLES) known.places.push(place)
    } else if (this.#names.size < MOST_NAMES) {
      this.#names.set(key, { name: key, count: 1, faultless, places: [place] })
    }
  }

  /** The most used first; in order of appearance among equals. */
  sorted(): NamedCount[] {
    return [...this.#names.values()].sort((one, other) => other.count - one.count)
  }
}
