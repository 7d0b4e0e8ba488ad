import { isUnknownCost, type TokenCost } from '~/domain/series/costs'
import { formatQuantity } from '~/lib/format'

/** What a sum at list prices leaves out, a sentence each. */
export function missingInCost(sum: TokenCost): string[] {
  const { unpriced, uncountedRows } = sum
  const sentences: string[] = []
  if (unpriced.length > 0) {
    const named = unpriced.map((model) => model || 'a model that is not named').join(', ')
    sentences.push(`No price is known for ${named}${isUnknownCost(sum) ? '' : ': not in the sum'}.`)
  }
  if (uncountedRows > 0) {
    sentences.push(
      `${formatQuantity(uncountedRows, 'answer')} did not say what ${uncountedRows === 1 ? 'it' : 'they'} used.`,
    )
  }
  return sentences
}
