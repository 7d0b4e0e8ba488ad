/** What one written instance may cost: each value and each character counts as one. */
const LARGEST_INSTANCE = 20_000

/** A schema asks for more than the model is willing to write. */
export class TooMuchToWrite extends Error {}

/** Ends the writing for a schema that asks for two hundred million items, or contains itself twice. */
export class Budget {
  #left = LARGEST_INSTANCE

  /** To be called before the work is done. @throws TooMuchToWrite */
  spend(amount: number): void {
    this.#left -= amount
    if (!(this.#left >= 0)) throw new TooMuchToWrite()
  }
}
