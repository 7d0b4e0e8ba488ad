import type { TokenCost } from '~/domain/series/costs'
import { formatQuantity } from '~/lib/format'

/** What a sum at list prices leaves out, a sentence each. */
export function missingInCost({ unpriced, uncountedRows }: TokenCost): string[] {
  const sentences: string[] = []
  if (unpriced.length > 0) {
    const named = unpriced.map((model) => model || 'a model that is not named').join(', ')
    sentences.push(`No price is known for ${named}: not in the sum.`)
  }
  if (uncountedRows > 0) {
    sentences.push(
      `${formatQuantity(uncountedRows, 'answer')} did not say what ${uncountedRows === 1 ? 'it' : 'they'} used.`,
    )
  }
  return sentences
}
