import type { Batch } from '~/contract/batch'
import { hasEnded } from '~/domain/batch-state'
import { formatUsd } from '~/domain/money'
import { PRICES_AS_OF } from '~/domain/prices'
import type { ModelTotals, Tokens } from '~/domain/series/answer-series'
import { isUnknownCost } from '~/domain/series/costs'
import { formatCount, formatPercent } from '~/lib/format'
import { Facts } from '~/ui/definition-list'
import { missingInCost } from '../../shared/cost-words'
import { comparedWith, type CostFigures } from './costs'
import { type Reading, readingWords } from './reading'

const TIER_NAMES = { '24h': 'In the 24h window', '1h': 'In the 1h window', realtime: 'In realtime' } as const

interface CostComparisonProps {
  batch: Batch
  figures: CostFigures
  /** `null` once all answers have been read. */
  reading: Reading | null
}

/** What the batch costs and what the same answers would have cost otherwise, each named for what it is. */
export function CostComparison({ batch, figures, reading }: CostComparisonProps) {
  const { billed, listed, others } = figures
  const soFar = hasEnded(batch) ? '' : ' so far'
  return (
    <section aria-labelledby="costs" className="grid content-start gap-3">
      <h2 id="costs" className="text-lg font-semibold">
        Cost
      </h2>
      <Facts
        entries={[
          ...(billed === null
            ? []
            : [{ term: `Billed${soFar}`, value: `${formatUsd(billed)}, as the server says` }]),
          {
            term: `At list prices${reading ? ' so far' : soFar}`,
            value: [
              isUnknownCost(listed)
                ? 'Not known.'
                : `${formatUsd(listed.cost)}, from the tokens of the answers at prices of ${PRICES_AS_OF}.`,
              reading ? `Of ${readingWords(reading)}.` : '',
              ...missingInCost(listed),
            ]
              .filter(Boolean)
              .join(' '),
          },
          ...others.map(({ tier, cost }) => ({
            term: TIER_NAMES[tier],
            value: [`${formatUsd(cost)} for the same answers`, comparedWith(cost, listed.cost)]
              .filter(Boolean)
              .join(', '),
          })),
        ]}
      />
    </section>
  )
}

interface TokenSectionProps {
  totals: readonly ModelTotals[]
  reading: Reading | null
}

/** Tokens by kind, and by model where there are several. */
export function TokenSection({ totals, reading }: TokenSectionProps) {
  return (
    <section aria-labelledby="tokens" className="grid content-start gap-3">
      <h2 id="tokens" className="text-lg font-semibold">
        Tokens
      </h2>
      {totals.length === 0 ? <p className="text-ink-muted">No answer has been read yet.</p> : null}
      {totals.length > 0 && reading ? (
        <p className="text-sm text-ink-muted tabular-nums">So far: {readingWords(reading)}.</p>
      ) : null}
      {totals.length > 0 ? <Facts entries={tokenFacts(sumTokens(totals))} /> : null}
      {totals.length > 1 ? (
        <details>
          <summary className="w-fit text-sm text-ink-muted underline decoration-line-strong underline-offset-4 hover:text-ink">
            By model
          </summary>
          {totals.map((total) => (
            <div key={total.model} className="grid gap-2 pt-4">
              <h3 className="font-medium wrap-anywhere">{total.model || 'Model not named'}</h3>
              <Facts entries={tokenFacts(total)} />
            </div>
          ))}
        </details>
      ) : null}
    </section>
  )
}

function sumTokens(totals: readonly Tokens[]): Tokens {
  return totals.reduce((sum, { input, cached, output, reasoning }) => ({
    input: sum.input + input,
    cached: sum.cached + cached,
    output: sum.output + output,
    reasoning: sum.reasoning + reasoning,
  }))
}

function tokenFacts({ input, cached, output, reasoning }: Tokens) {
  const share = (part: number, all: number, what: string) =>
    `${formatCount(part)}${part > 0 ? `, ${formatPercent(part, all)} of ${what}` : ''}`
  return [
    { term: 'Input', value: formatCount(input) },
    { term: 'of it cached', value: share(cached, input, 'the input') },
    { term: 'Output', value: formatCount(output) },
    { term: 'of it reasoning', value: share(reasoning, output, 'the output') },
  ]
}
