import { ChevronRight } from 'lucide-react'
import { type Estimate, type ModelEstimate, TIERS } from '~/domain/estimate/estimate'
import {
  formatLikely,
  formatMoneyRange,
  formatTokenRange,
  formatTokens,
} from '~/domain/estimate/estimate-words'
import type { TokenRange } from '~/domain/estimate/token-range'
import { type PriceTier, PRICES_AS_OF } from '~/domain/prices'
import { formatQuantity } from '~/lib/format'
import { Table, TableBody, TableHead, Td, Th, Tr } from '~/ui/table'

const TIER_WORDS = { '24h': '24 hours', '1h': '1 hour', realtime: 'Realtime' } as const satisfies Record<
  PriceTier,
  string
>

interface EstimateDetailsProps {
  estimate: Estimate
  assumptions: readonly string[]
}

/** Where the price comes from: tokens and cost by model in every window, and what was assumed. */
export function EstimateDetails({ estimate, assumptions }: EstimateDetailsProps) {
  const hasPrice = estimate.costs['24h'].range !== null
  return (
    <details className="group border-y border-line">
      <summary className="flex list-none items-center gap-2 py-2.5 font-medium hover:bg-sunken [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-ink-muted transition-transform duration-100 group-open:rotate-90"
          strokeWidth={1.75}
        />
        How this is estimated
        <span className="ml-auto text-sm font-normal text-ink-muted tabular-nums">
          {formatTokens(estimate.input.likely + estimate.output.likely)} tokens
        </span>
      </summary>
      <div className="grid gap-5 pt-1 pb-5">
        <Table caption="Estimated tokens and cost by model">
          <TableHead>
            <Th>Model</Th>
            <Th numeric>Tokens in</Th>
            <Th numeric>Tokens out</Th>
            {TIERS.map((tier) => (
              <Th key={tier} numeric>
                {TIER_WORDS[tier]}
              </Th>
            ))}
          </TableHead>
          <TableBody>
            {estimate.models.map((model) => (
              <ModelRow key={model.model} model={model} isOnly={estimate.models.length === 1} />
            ))}
            {estimate.models.length > 1 ? <TotalRow estimate={estimate} /> : null}
          </TableBody>
        </Table>
        <ul className="grid max-w-prose list-disc gap-1.5 pl-5 text-sm text-ink-muted marker:text-line-strong">
          {assumptions.map((assumption) => (
            <li key={assumption}>{assumption}</li>
          ))}
          {hasPrice ? (
            <li>List prices of {PRICES_AS_OF}, or your own where you have entered them under Models.</li>
          ) : null}
        </ul>
      </div>
    </details>
  )
}

function ModelRow({
  model: { model, requests, input, output, costs },
  isOnly,
}: {
  model: ModelEstimate
  isOnly: boolean
}) {
  return (
    <Tr>
      <Td>
        <span className="block font-medium wrap-anywhere">{model}</span>
        {isOnly ? null : (
          <span className="block text-xs text-ink-muted tabular-nums">
            {formatQuantity(requests, 'request')}
          </span>
        )}
      </Td>
      <TokenCell label="Tokens in" range={input} />
      <TokenCell label="Tokens out" range={output} />
      {TIERS.map((tier) => {
        const cost = costs[tier]
        return (
          <Td key={tier} numeric label={TIER_WORDS[tier]}>
            {cost ? <Stacked main={formatLikely(cost)} range={formatMoneyRange(cost)} /> : 'no price'}
          </Td>
        )
      })}
    </Tr>
  )
}

function TotalRow({ estimate }: { estimate: Estimate }) {
  return (
    <Tr>
      <Td>
        <span className="block font-medium">All models</span>
        <span className="block text-xs text-ink-muted tabular-nums">
          {formatQuantity(estimate.requests, 'request')}
        </span>
      </Td>
      <TokenCell label="Tokens in" range={estimate.input} />
      <TokenCell label="Tokens out" range={estimate.output} />
      {TIERS.map((tier) => {
        const { range } = estimate.costs[tier]
        return (
          <Td key={tier} numeric label={TIER_WORDS[tier]}>
            {range ? <Stacked main={formatLikely(range)} range={formatMoneyRange(range)} /> : 'no price'}
          </Td>
        )
      })}
    </Tr>
  )
}

function TokenCell({ label, range }: { label: string; range: TokenRange }) {
  return (
    <Td numeric label={label}>
      <Stacked main={formatTokens(range.likely)} range={formatTokenRange(range)} />
    </Td>
  )
}

/** A figure, and the range it stands in below it. */
function Stacked({ main, range }: { main: string; range: string }) {
  return (
    <>
      <span className="block">{main.replace('about ', '')}</span>
      {range === main ? null : <span className="block text-xs text-ink-muted">{range}</span>}
    </>
  )
}
