/** Few names that many rows share, each kept once and known by a number. Number 0 is the empty name. */
export class NameList {
  readonly #names = ['']
  readonly #numbers = new Map([['', 0]])

  /** The number of a name. */
  number(name: string): number {
    const known = this.#numbers.get(name)
    if (known !== undefined) return known
    this.#numbers.set(name, this.#names.length)
    this.#names.push(name)
    return this.#names.length - 1
  }

  /** All names, each at its number. */
  get names(): readonly string[] {
    return this.#names
  }

  /** The name of a number; empty when there is none. */
  name(number: number): string {
    return this.#names[number] ?? ''
  }

  /** All names, each at its number. */
  all(): string[] {
    return [...this.#names]
  }
}
