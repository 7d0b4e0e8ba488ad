/** Marks a text whose units are kept as they are: UTF-8 has no form for half a surrogate pair. */
const UTF_16 = 0x8000_0000

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** Numbers and texts one behind the other in a growing buffer. */
export class Packer {
  #bytes = new Uint8Array(1024)
  #view = new DataView(this.#bytes.buffer)
  #length = 0

  get length(): number {
    return this.#length
  }

  /** What has been packed; valid until the next call. */
  packed(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length)
  }

  clear(): void {
    this.#length = 0
  }

  byte(value: number): void {
    this.#reserve(1)
    this.#view.setUint8(this.#length, value)
    this.#length += 1
  }

  /** A whole number from 0 up to 4,294,967,295. */
  count(value: number): void {
    this.#reserve(4)
    this.#view.setUint32(this.#length, value, true)
    this.#length += 4
  }

  /** A byte offset, which outgrows 32 bits. */
  position(value: number): void {
    this.#reserve(8)
    this.#view.setFloat64(this.#length, value, true)
    this.#length += 8
  }

  text(value: string): void {
    this.#reserve(4 + 3 * value.length)
    if (this.#ascii(value)) return
    if (!value.isWellFormed()) return this.#units(value)
    const { written } = encoder.encodeInto(value, this.#bytes.subarray(this.#length + 4))
    this.count(written)
    this.#length += written
  }

  bytes(value: Uint8Array): void {
    this.#reserve(value.length)
    this.#bytes.set(value, this.#length)
    this.#length += value.length
  }

  /** Most texts are short and plain: the encoder costs more than they do. @returns whether this one was */
  #ascii(value: string): boolean {
    const start = this.#length + 4
    for (let at = 0; at < value.length; at += 1) {
      const unit = value.charCodeAt(at)
      if (unit > 0x7f) return false
      this.#bytes[start + at] = unit
    }
    this.count(value.length)
    this.#length += value.length
    return true
  }

  #units(value: string): void {
    this.count(UTF_16 + value.length)
    for (let at = 0; at < value.length; at += 1) {
      this.#view.setUint16(this.#length, value.charCodeAt(at), true)
      this.#length += 2
    }
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + more))
    larger.set(this.packed())
    this.#bytes = larger
    this.#view = new DataView(larger.buffer)
  }
}

/** Reads what a `Packer` has packed, in the same order. Reading beyond the end throws a RangeError. */
export class Unpacker {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  /** Bytes that have not been read. */
  get left(): number {
    return this.#bytes.length - this.#at
  }

  byte(): number {
    this.#at += 1
    return this.#view.getUint8(this.#at - 1)
  }

  count(): number {
    this.#at += 4
    return this.#view.getUint32(this.#at - 4, true)
  }

  position(): number {
    this.#at += 8
    return this.#view.getFloat64(this.#at - 8, true)
  }

  text(): string {
    const length = this.count()
    return length >= UTF_16 ? this.#units(length - UTF_16) : decoder.decode(this.bytes(length))
  }

  bytes(length: number): Uint8Array {
    this.#at += length
    if (this.#at > this.#bytes.length) throw new RangeError('The packed bytes end too early.')
    return this.#bytes.subarray(this.#at - length, this.#at)
  }

  #units(length: number): string {
    const units = Array.from({ length }, () => {
      this.#at += 2
      return this.#view.getUint16(this.#at - 2, true)
    })
    return String.fromCharCode(...units)
  }
}
