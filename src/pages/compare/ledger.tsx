import { Link } from 'react-router'
import { batchAsRead } from '~/domain/batch-as-read'
import type { ComparisonSummary, SideSummary } from '~/domain/compare/summary'
import { formatUsd } from '~/domain/money'
import type { ModelTotals } from '~/domain/series/answer-series'
import { costOfTotals, isUnknownCost } from '~/domain/series/costs'
import { formatCount } from '~/lib/format'
import { paths } from '~/lib/paths'
import { outcomesOf } from '~/results/status'
import { Table, TableBody, TableHead, Td, Th, Tr } from '~/ui/table'
import { BatchBadge } from '../shared/batch-badge'
import type { ComparedSide } from './compared-batch'
import { countDifference, type DifferenceWords, moneyDifference } from './difference-words'
import { SideLetter } from './side-letter'

interface LedgerProps {
  left: ComparedSide
  right: ComparedSide
  summary: ComparisonSummary
}

/** A column of counts. */
const COUNTS = [
  { name: 'Rows', valueOf: ({ rows }: SideSummary) => rows },
  { name: 'Succeeded', valueOf: ({ succeeded }: SideSummary) => succeeded },
  { name: 'Failed', valueOf: ({ failed }: SideSummary) => failed },
  { name: 'Tokens in', valueOf: ({ totals }: SideSummary) => sumOf(totals, 'input') },
  { name: 'Tokens out', valueOf: ({ totals }: SideSummary) => sumOf(totals, 'output') },
] as const

const COST = 'Cost'
const SHARED_COST = 'Cost, rows in both'

/** Both batches in figures, and by how much B differs from A. */
export function Ledger({ left, right, summary }: LedgerProps) {
  const isAllShared =
    answersOf(summary.left) === summary.sharedAnswers && answersOf(summary.right) === summary.sharedAnswers
  const hasSharedCost = !isAllShared && summary.sharedAnswers > 0
  const costs = hasSharedCost ? [COST, SHARED_COST] : [COST]
  return (
    <Table caption="Both batches in figures">
      <TableHead>
        <Th>Batch</Th>
        <Th>Model</Th>
        <Th>Window</Th>
        {[...COUNTS.map(({ name }) => name), ...costs].map((name) => (
          <Th key={name} numeric>
            {name}
          </Th>
        ))}
      </TableHead>
      <TableBody>
        {[left, right].map((side) => (
          <SideRow key={side.side} side={side} figures={summary[side.side]} hasSharedCost={hasSharedCost} />
        ))}
        <Tr>
          <Td className="font-medium">B against A</Td>
          <Td className="@max-[45rem]:hidden" />
          <Td className="@max-[45rem]:hidden" />
          {COUNTS.map(({ name, valueOf }) => (
            <Difference
              key={name}
              name={name}
              words={countDifference(valueOf(summary.left), valueOf(summary.right))}
            />
          ))}
          <Difference name={COST} words={costDifference(left, right, summary, 'totals')} />
          {hasSharedCost ? (
            <Difference name={SHARED_COST} words={costDifference(left, right, summary, 'sharedTotals')} />
          ) : null}
        </Tr>
      </TableBody>
    </Table>
  )
}

interface SideRowProps {
  side: ComparedSide
  figures: SideSummary
  hasSharedCost: boolean
}

function SideRow({ side, figures, hasSharedCost }: SideRowProps) {
  return (
    <Tr>
      <Td>
        <span className="flex min-w-0 items-start gap-2.5">
          <SideLetter side={side.side} />
          <span className="grid min-w-0 justify-items-start gap-1">
            <Link to={paths.batch(side.batch.id)} className="font-medium">
              {side.title}
            </Link>
            <BatchBadge batch={batchAsRead(side.batch, outcomesOf(side.status))} />
          </span>
        </span>
      </Td>
      <Td label="Model" className="wrap-anywhere">
        {modelsOf(side, figures)}
      </Td>
      <Td label="Window">{side.batch.completion_window}</Td>
      {COUNTS.map(({ name, valueOf }) => (
        <Td key={name} label={name} numeric>
          {formatCount(valueOf(figures))}
        </Td>
      ))}
      <Td label={COST} numeric>
        {costWords(side, figures.totals)}
      </Td>
      {hasSharedCost ? (
        <Td label={SHARED_COST} numeric>
          {costWords(side, figures.sharedTotals)}
        </Td>
      ) : null}
    </Tr>
  )
}

function Difference({ name, words: { amount, share } }: { name: string; words: DifferenceWords }) {
  return (
    <Td label={name} numeric>
      {amount === 'the same' ? <span className="text-ink-muted">{amount}</span> : amount}
      {share === '' ? null : (
        <span className="text-sm text-ink-muted @max-[45rem]:pl-2 @min-[45rem]:block">{share}</span>
      )}
    </Td>
  )
}

/** Nothing where a price is not known: the difference of two halves would mislead. */
function costDifference(
  left: ComparedSide,
  right: ComparedSide,
  summary: ComparisonSummary,
  of: 'totals' | 'sharedTotals',
): DifferenceWords {
  const ofLeft = costOfTotals(summary.left[of], left.priceOf)
  const ofRight = costOfTotals(summary.right[of], right.priceOf)
  if (ofLeft.unpriced.length + ofRight.unpriced.length > 0) return { amount: 'not known', share: '' }
  return moneyDifference(ofLeft.cost, ofRight.cost)
}

function costWords({ priceOf }: ComparedSide, totals: readonly ModelTotals[]): string {
  const sum = costOfTotals(totals, priceOf)
  return isUnknownCost(sum) ? 'not known' : formatUsd(sum.cost)
}

/** The models that answered; before the first answer the one the batch names. */
function modelsOf({ batch }: ComparedSide, { totals }: SideSummary): string {
  const named = new Set(totals.map(({ model }) => model || batch.model || '').filter(Boolean))
  return [...named].join(', ') || batch.model || 'not known yet'
}

function answersOf({ totals }: SideSummary): number {
  return totals.reduce((sum, { rows }) => sum + rows, 0)
}

function sumOf(totals: readonly ModelTotals[], kind: 'input' | 'output'): number {
  return totals.reduce((sum, total) => sum + total[kind], 0)
}
