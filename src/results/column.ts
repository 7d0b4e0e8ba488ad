type Numbers = Float64Array | Uint32Array | Int32Array | Uint16Array | Uint8Array

/** A growing list of numbers in a typed array: 50,000 rows take kilobytes instead of objects. */
export class Column {
  readonly #make: (capacity: number) => Numbers
  #values: Numbers
  #length = 0

  /** @param make the typed array to keep the numbers in, for example `(size) => new Uint32Array(size)` */
  constructor(make: (capacity: number) => Numbers) {
    this.#make = make
    this.#values = make(1024)
  }

  get length(): number {
    return this.#length
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = this.#make(this.#length * 2)
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values[this.#length] = value
    this.#length += 1
  }

  /** The number at an index; 0 where there is none. */
  at(index: number): number {
    return this.#values[index] ?? 0
  }

  set(index: number, value: number): void {
    this.#values[index] = value
  }
}

/** Whole numbers from 0 up to 4,294,967,295. */
export function counts(): Column {
  return new Column((capacity) => new Uint32Array(capacity))
}

/** Indexes into another list, -1 for none. */
export function references(): Column {
  return new Column((capacity) => new Int32Array(capacity))
}

/** Small codes from 0 up to 255. */
export function codes(): Column {
  return new Column((capacity) => new Uint8Array(capacity))
}

/** HTTP statuses. */
export function statuses(): Column {
  return new Column((capacity) => new Uint16Array(capacity))
}

/** Byte offsets, which outgrow 32 bits. */
export function positions(): Column {
  return new Column((capacity) => new Float64Array(capacity))
}
