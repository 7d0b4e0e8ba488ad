import { type ComparisonSummary, rowsInBoth, type SideSummary } from '~/domain/compare/summary'
import { PRICES_AS_OF } from '~/domain/prices'
import { OUTCOME_FACTS } from '~/domain/results/outcome'
import { costOfTotals } from '~/domain/series/costs'
import { formatCount, formatQuantity } from '~/lib/format'
import { Notice } from '~/ui/notice'
import { missingInCost } from '../shared/cost-words'
import { type ComparedSide, LETTERS } from './compared-batch'

interface RemarksProps {
  left: ComparedSide
  right: ComparedSide
  summary: ComparisonSummary
}

/** What the figures do not say by themselves, and what keeps the batches from being compared well. */
export function Remarks({ left, right, summary }: RemarksProps) {
  const isDisjoint = rowsInBoth(summary) === 0 && summary.left.rows > 0 && summary.right.rows > 0
  return (
    <>
      {left.batch.endpoint === right.batch.endpoint ? null : (
        <Notice tone="info" title="The batches call different endpoints">
          A calls {left.batch.endpoint}, B calls {right.batch.endpoint}. Answers are compared by their text
          all the same.
        </Notice>
      )}
      {isDisjoint ? (
        <Notice tone="warning" title="No custom_id stands in both batches">
          Rows are paired by their custom_id, and these files name their rows otherwise: those of A begin with{' '}
          {idList(summary.left.firstIds)}, those of B with {idList(summary.right.firstIds)}. Give equal rows
          equal ids and run one of the batches again.
        </Notice>
      ) : null}
      <ul className="grid gap-1 text-sm text-ink-muted tabular-nums">
        {[
          ...changeSentences(summary),
          ...idSentences('A', summary.left),
          ...idSentences('B', summary.right),
          ...costSentences([left, right], summary),
        ].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  )
}

function changeSentences({ changes, alikeFailures }: ComparisonSummary): string[] {
  const shown = changes.map(
    ({ from, to, rows }) =>
      `${formatCount(rows)} ${OUTCOME_FACTS[from].label.toLowerCase()} → ${OUTCOME_FACTS[to].label.toLowerCase()}`,
  )
  return [
    shown.length > 0 ? `Ended otherwise, A → B: ${shown.join(', ')}.` : '',
    alikeFailures > 0
      ? `${formatQuantity(alikeFailures, 'row')} failed in both with the same error and ${alikeFailures === 1 ? 'counts' : 'count'} as the same.`
      : '',
  ].filter(Boolean)
}

function idSentences(letter: string, { repeatedIds, namelessRows }: SideSummary): string[] {
  return [
    repeatedIds > 0
      ? `In ${letter} ${formatQuantity(repeatedIds, 'row')} ${repeatedIds === 1 ? 'repeats' : 'repeat'} the custom_id of an earlier one: rows that share one are paired in order of appearance.`
      : '',
    namelessRows > 0
      ? `In ${letter} ${formatQuantity(namelessRows, 'row')} ${namelessRows === 1 ? 'has' : 'have'} no custom_id and cannot be paired.`
      : '',
  ].filter(Boolean)
}

function costSentences(sides: readonly ComparedSide[], summary: ComparisonSummary): string[] {
  const missing = sides.flatMap((side) =>
    missingInCost(costOfTotals(summary[side.side].totals, side.priceOf)).map(
      (sentence) => `${LETTERS[side.side]}: ${sentence}`,
    ),
  )
  return [[`Costs are the tokens of the answers at list prices of ${PRICES_AS_OF}.`, ...missing].join(' ')]
}

function idList(ids: readonly string[]): string {
  return ids.map((id) => `“${id}”`).join(', ')
}
