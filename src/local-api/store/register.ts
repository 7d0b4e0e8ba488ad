/** Records in the order they came. Deleted ones keep their place, for cursors of lists that name them. */
export class Register<Entry extends { id: string }> {
  readonly #present = new Map<string, Entry>()
  readonly #ever = new Map<string, Entry>()

  all(): readonly Entry[] {
    return [...this.#present.values()]
  }

  /** All records and what was deleted since the store was opened, oldest first. */
  ever(): readonly Entry[] {
    return [...this.#ever.values()]
  }

  get(id: string): Entry | undefined {
    return this.#present.get(id)
  }

  set(entry: Entry): void {
    this.#present.set(entry.id, entry)
    this.#ever.set(entry.id, entry)
  }

  delete(id: string): void {
    this.#present.delete(id)
  }
}
