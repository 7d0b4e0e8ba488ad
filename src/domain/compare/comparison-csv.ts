import { cellOf, type PriceOf } from '../export/cells.ts'
import type { FactName } from '../export/columns.ts'
import { csvLine, looksLikeFormula } from '../export/csv.ts'
import { type ExportRow, RowFacts } from '../export/export-row.ts'
import type { OwnPrice } from '../own-prices.ts'
import { priceFinder } from '../own-prices.ts'
import { rowKeyOf } from './row-key.ts'
import { VERDICT_FACTS, type Verdict } from './verdict.ts'

/** A compared row with its texts. */
export interface ComparedTexts {
  customId: string
  verdict: Verdict
  left: ExportRow | null
  right: ExportRow | null
}

/** What the answers of one batch are priced by. */
interface SidePrices {
  /** For example "24h". */
  tier: string
  /** Of answers that name none; empty where the batch names none either. */
  model: string
}

/** How the file is written. */
export interface ComparisonCsvPlan {
  left: SidePrices
  right: SidePrices
  ownPrices: readonly OwnPrice[]
  /** Keeps spreadsheets from reading formulas. */
  isGuarded: boolean
}

/** What is told of both sides, side by side. */
const FACTS = [
  'outcome',
  'answer',
  'error',
  'tokens_in',
  'tokens_out',
  'cost_usd',
  'model',
] as const satisfies readonly FactName[]

/** The first line of a comparison as CSV. */
export function comparisonCsvHead(): string {
  return csvLine(['custom_id', 'row', 'comparison', ...FACTS.flatMap((name) => [`${name}_a`, `${name}_b`])])
}

/** Compared rows as lines of CSV. Half characters become U+FFFD: no file can hold them. */
export function comparisonCsvLines(rows: readonly ComparedTexts[], plan: ComparisonCsvPlan): string {
  const findPrice = priceFinder(plan.ownPrices)
  const priceOf = ({ tier, model: usual }: SidePrices): PriceOf => {
    return (model) => findPrice(model || usual, tier)
  }
  const ofLeft = priceOf(plan.left)
  const ofRight = priceOf(plan.right)
  return rows
    .map(({ customId, verdict, left, right }) => {
      const lefts = valuesOf(left, ofLeft)
      const rights = valuesOf(right, ofRight)
      const key = rowKeyOf(left?.row ?? -1, right?.row ?? -1)
      const pairs = FACTS.flatMap((_, index) => [lefts[index] ?? '', rights[index] ?? ''])
      const values = [customId, key, VERDICT_FACTS[verdict].label, ...pairs]
      return csvLine(values.map((value) => written(value.toWellFormed(), plan.isGuarded)))
    })
    .join('')
}

function valuesOf(row: ExportRow | null, priceOf: PriceOf): string[] {
  if (row === null) return []
  const facts = new RowFacts(row)
  return FACTS.map((name) => cellOf(facts, { kind: 'fact', name }, priceOf).text)
}

function written(text: string, isGuarded: boolean): string {
  return isGuarded && looksLikeFormula({ kind: 'text', text }) ? `'${text}` : text
}
