import { bodyOf } from '../domain/results/answer.ts'
import { fieldOf, parseJson, textOf } from '../domain/results/json.ts'
import { asksForJson } from '../domain/results/request.ts'
import { codes, counts, positions, references } from './column.ts'
import { NameList } from './name-list.ts'
import type { ByteStore } from './ports.ts'
import type { InputEntry } from './store/entries.ts'

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
  readonly #customIds: string[] = []
  readonly #model = counts()
  readonly #models = new NameList()

  constructor(store: ByteStore) {
    this.#store = store
  }

  get count(): number {
    return this.#position.length
  }

  /** Stores the next line of the file, which `add` then makes a row. */
  store(bytes: Uint8Array): InputEntry {
    const request = parseJson(decoder.decode(bytes))
    return {
      kind: 'input',
      position: this.#store.append(bytes),
      length: bytes.length,
      asksForJson: asksForJson(fieldOf(request, 'body')),
      customId: textOf(fieldOf(request, 'custom_id')) ?? '',
      model: textOf(fieldOf(bodyOf(fieldOf(request, 'body')), 'model')) ?? '',
    }
  }

  add({ position, length, asksForJson: isAskedForJson, customId, model }: InputEntry): void {
    const row = this.count
    this.#position.push(position)
    this.#length.push(length)
    this.#asksForJson.push(isAskedForJson ? 1 : 0)
    this.#nextSame.push(-1)
    this.#customIds.push(customId)
    this.#model.push(this.#models.number(model))
    this.#link(customId, row)
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

  /** The bytes of a row's line, valid until the next call; `null` when they are not kept any more. */
  bytes(row: number): Uint8Array | null {
    return this.#store.read(this.#position.at(row), this.#length.at(row))
  }

  /** The line of a row as it stands in the file; `null` when it is not kept any more. */
  text(row: number): string | null {
    const bytes = this.bytes(row)
    return bytes === null ? null : decoder.decode(bytes)
  }

  customIdOf(row: number): string {
    return this.#customIds[row] ?? ''
  }

  /** The model a row asks, empty where it names none. */
  modelOf(row: number): string {
    return this.#models.name(this.#model.at(row))
  }

  /** All models that are asked. */
  get models(): readonly string[] {
    return this.#models.names
  }

  /** Where the line of a row begins in the store. */
  position(row: number): number {
    return this.#position.at(row)
  }

  /** Where the line of a row lies in the store. */
  lies(row: number): { position: number; length: number } {
    return { position: this.#position.at(row), length: this.#length.at(row) }
  }

  #link(customId: string, row: number): void {
    const previous = this.#last.get(customId)
    if (previous === undefined) this.#first.set(customId, row)
    else this.#nextSame.set(previous, row)
    this.#last.set(customId, row)
  }
}
