import { fieldOf, parseJson, textOf } from '../domain/results/json.ts'
import { asksForJson } from '../domain/results/request.ts'
import { codes, counts, positions, references } from './column.ts'
import type { ByteStore } from './ports.ts'

const decoder = new TextDecoder()

/** The rows of the input file in their order: where the bytes are, and how to find a row by its `custom_id`. */
export class InputRows {
  readonly #store: ByteStore
  readonly #position = positions()
  readonly #length = counts()
  readonly #asksForJson = codes()
  /** The next row with the same `custom_id`: some servers do not insist that it is unique. */
  readonly #nextSame = references()
  readonly #first = new Map<string, number>()
  readonly #last = new Map<string, number>()

  constructor(store: ByteStore) {
    this.#store = store
  }

  get count(): number {
    return this.#position.length
  }

  /** Adds the next line of the file and returns its `custom_id`, empty where it has none. */
  add(bytes: Uint8Array): string {
    const row = this.count
    const request = parseJson(decoder.decode(bytes))
    const customId = textOf(fieldOf(request, 'custom_id')) ?? ''
    this.#position.push(this.#store.append(bytes))
    this.#length.push(bytes.length)
    this.#asksForJson.push(asksForJson(fieldOf(request, 'body')) ? 1 : 0)
    this.#nextSame.push(-1)
    this.#link(customId, row)
    return customId
  }

  has(customId: string): boolean {
    return this.#first.has(customId)
  }

  /** The rows with this `custom_id`, in file order. */
  *rowsOf(customId: string): Generator<number, void, undefined> {
    let row = this.#first.get(customId) ?? -1
    while (row !== -1) {
      yield row
      row = this.#nextSame.at(row)
    }
  }

  asksForJson(row: number): boolean {
    return this.#asksForJson.at(row) === 1
  }

  /** The line of a row as it stands in the file. */
  text(row: number): string {
    return decoder.decode(this.#store.read(this.#position.at(row), this.#length.at(row)))
  }

  #link(customId: string, row: number): void {
    const previous = this.#last.get(customId)
    if (previous === undefined) this.#first.set(customId, row)
    else this.#nextSame.set(previous, row)
    this.#last.set(customId, row)
  }
}
