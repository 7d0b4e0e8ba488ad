import { costOfTokens, type Money } from '../../domain/money.ts'
import { costAt, type TokenPrice } from '../../domain/prices.ts'

/** An exact amount in units of `Money`: a plain number wherever that is exact, which compares faster. */
export type Cost = number | Money

interface ModelPrice {
  price: TokenPrice
  /** For one token. */
  input: number
  output: number
}

/** What rows cost by their tokens, exactly. JavaScript compares numbers and big integers without rounding. */
export class RowCosts {
  readonly #priceOf: (model: string) => TokenPrice | null
  readonly #known = new Map<string, ModelPrice | null>()

  /** @param priceOf the price a model is charged at in this batch, `null` where nobody knows one */
  constructor(priceOf: (model: string) => TokenPrice | null) {
    this.#priceOf = priceOf
  }

  /** @returns `null` where the model has no known price */
  of(model: string, tokensIn: number, tokensOut: number): Cost | null {
    const known = this.#modelPrice(model)
    if (known === null) return null
    const sum = tokensIn * known.input + tokensOut * known.output
    return Number.isSafeInteger(sum) ? sum : costAt(known.price, { input: tokensIn, output: tokensOut })
  }

  #modelPrice(model: string): ModelPrice | null {
    const known = this.#known.get(model)
    if (known !== undefined) return known
    const price = this.#priceOf(model)
    const found =
      price === null
        ? null
        : {
            price,
            input: Number(costOfTokens(1, price.input)),
            output: Number(costOfTokens(1, price.output ?? '0')),
          }
    this.#known.set(model, found)
    return found
  }
}
