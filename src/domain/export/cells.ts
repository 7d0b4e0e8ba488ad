import { type Money, usdToText } from '../money.ts'
import { costAt, type TokenPrice } from '../prices.ts'
import { OUTCOME_FACTS } from '../results/outcome.ts'
import { fieldText } from '../results/answer-fields.ts'
import type { ColumnSource, FactName } from './columns.ts'
import type { RowFacts } from './export-row.ts'

/** One value of a table. A number is its decimal digits: it is never rounded on the way. */
export type Cell = { kind: 'text'; text: string } | { kind: 'number'; text: string; isMoney: boolean }

/**
 * The price of a model in a batch; `null` where nobody knows one. With a tier: in one of several batches whose rows
 * are merged.
 */
export type PriceOf = (model: string, tier?: string) => TokenPrice | null

/**
 * The value of a row in a column; empty text where there is none.
 * @param priceOf the price a model is charged at in this batch
 */
export function cellOf(facts: RowFacts, source: ColumnSource, priceOf: PriceOf): Cell {
  return source.kind === 'fact'
    ? factCell(facts, source.name, priceOf)
    : fieldCell(facts.fields.get(source.path))
}

function factCell(facts: RowFacts, name: FactName, priceOf: PriceOf): Cell {
  switch (name) {
    case 'row':
      return count(facts.source.row + 1)
    case 'custom_id':
      return text(facts.customId)
    case 'outcome':
      return text(OUTCOME_FACTS[facts.source.outcome].label)
    case 'request':
      return text(facts.lastWords)
    case 'answer':
      return text(facts.answerText)
    case 'error':
      return text(facts.error)
    case 'tokens_in':
      return count(facts.usage?.input)
    case 'tokens_out':
      return count(facts.usage?.output)
    case 'tokens_cached':
      return count(facts.usage?.cached)
    case 'tokens_reasoning':
      return count(facts.usage?.reasoning)
    case 'cost_usd':
      return money(costOf(facts, priceOf))
    case 'model':
      return text(facts.model)
    case 'finish_reason':
      return text(facts.finishReason)
    case 'batch':
      return text(facts.source.origin?.batchId ?? '')
    case 'raw_request':
      return text(facts.source.request ?? '')
    case 'raw_result':
      return text(facts.source.result ?? '')
  }
}

/** `null` where the price or the tokens are not known. */
function costOf(facts: RowFacts, priceOf: PriceOf): Money | null {
  const { usage } = facts
  const price = priceOf(facts.model, facts.source.origin?.tier)
  return usage === null || price === null ? null : costAt(price, usage)
}

function text(value: string): Cell {
  return { kind: 'text', text: value }
}

function count(value: number | undefined): Cell {
  return value === undefined ? text('') : { kind: 'number', text: String(value), isMoney: false }
}

function money(amount: Money | null): Cell {
  if (amount === null) return text('')
  const digits = usdToText(amount)
  return isExactInSheets(digits.replace(/^0\.0*/, ''))
    ? { kind: 'number', text: digits, isMoney: true }
    : text(digits)
}

/** @param json of the field; `undefined` where the answer has no such field */
function fieldCell(json: string | undefined): Cell {
  if (json === undefined || json === 'null') return text('')
  const isNumber = /^-?\d/.test(json) && String(Number(json)) === json && isExactInSheets(json)
  return isNumber ? { kind: 'number', text: json, isMoney: false } : text(fieldText(json))
}

/** Spreadsheets keep 15 significant digits of a number; one with more must be text. */
function isExactInSheets(digits: string): boolean {
  return digits.replaceAll(/\D/g, '').length <= 15
}
