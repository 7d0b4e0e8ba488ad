import { readUsd } from '~/domain/money'
import { ERROR_KIND_FACTS } from '~/domain/results/error-cause'
import { typedNumber } from '~/domain/typed-number'
import { formatCount, formatQuantity } from '~/lib/format'
import type { Found } from '~/results/find/found'
import type { RowQuery } from '~/results/row-query'
import { FILTER_FACTS } from '../outcome-words'
import type { ResultsUrl } from '../url-schema'

/** A filter that is in use, beside the search and the outcome. */
export interface FilterInUse {
  key: string
  words: string
  /** What takes it out of the address. */
  without: Partial<ResultsUrl>
}

const COMPARISON_WORDS = {
  is: 'is',
  contains: 'contains',
  over: 'is over',
  under: 'is under',
} satisfies Record<ResultsUrl['compare'], string>

export const SCOPE_WORDS = {
  all: 'Requests, answers and ids',
  request: 'Requests',
  answer: 'Answers',
  id: 'Ids',
} satisfies Record<ResultsUrl['in'], string>

const SORT_WORDS: Readonly<Record<string, string>> = {
  row: 'row',
  custom_id: 'id',
  outcome: 'outcome',
  model: 'model',
  tokens: 'tokens',
  tokens_in: 'tokens in',
  tokens_out: 'tokens out',
  cost: 'cost',
  time: 'time of the answer',
}

/** What rows are sorted by, in words. */
export function sortWords(sort: string): string {
  return SORT_WORDS[sort] ?? `field ${sort.replace(/^field:/, '')}`
}

/** The filters in use. */
export function filtersInUse(url: ResultsUrl): FilterInUse[] {
  const filters: FilterInUse[] = []
  const add = (key: string, words: string, without: Partial<ResultsUrl>) =>
    filters.push({ key, words, without })
  if (url.search !== '' && url.in !== 'all')
    add('in', `Only in ${SCOPE_WORDS[url.in].toLowerCase()}`, { in: 'all' })
  if (url.model !== '') add('model', `Model is ${url.model}`, { model: '' })
  if (url.cause !== '') add('cause', causeWords(url.cause), { cause: '' })
  if (url.field !== '') {
    add('field', `${url.field} ${COMPARISON_WORDS[url.compare]} “${url.value}”`, {
      field: '',
      compare: 'is',
      value: '',
    })
  }
  const tokens = rangeWords(url.tokens_from, url.tokens_to, (digits) => formatCount(Number(digits)))
  if (tokens !== null) add('tokens', `Tokens ${tokens}`, { tokens_from: '', tokens_to: '' })
  const cost = rangeWords(url.cost_from, url.cost_to, (amount) => `$${amount}`)
  if (cost !== null) add('cost', `Cost ${cost}`, { cost_from: '', cost_to: '' })
  if (url.sort !== 'row' || url.direction !== 'up') {
    const direction = url.direction === 'up' ? 'ascending' : 'descending'
    add('sort', `Sorted by ${sortWords(url.sort)}, ${direction}`, { sort: 'row', direction: 'up' })
  }
  return filters
}

/** Takes out everything that leaves rows out or changes their order. */
export const NO_FILTERS: Partial<ResultsUrl> = {
  outcome: 'all',
  search: '',
  regex: '',
  case: '',
  in: 'all',
  model: '',
  cause: '',
  field: '',
  compare: 'is',
  value: '',
  tokens_from: '',
  tokens_to: '',
  cost_from: '',
  cost_to: '',
  sort: 'row',
  direction: 'up',
}

/** The cause of a failure from its key: "Too many requests · HTTP 429 · rate_limit_exceeded". */
export function causeWords(key: string): string {
  const [kind = '', status = '', ...code] = key.split('.')
  const label = Object.entries(ERROR_KIND_FACTS).find(([name]) => name === kind)?.[1].label ?? kind
  return [label, status === '' ? '' : `HTTP ${status}`, code.join('.')]
    .filter((part) => part !== '')
    .join(' · ')
}

function rangeWords(from: string, to: string, words: (value: string) => string): string | null {
  if (from === '' && to === '') return null
  if (from === '') return `up to ${words(to)}`
  return to === '' ? `from ${words(from)}` : `${words(from)} to ${words(to)}`
}

/** How many rows match, and how far the search is. */
export function foundWords({ matched, scanned, total, isSearching, isTooSlow }: Found): string {
  const match = `${formatQuantity(matched, 'row')} ${matched === 1 ? 'matches' : 'match'}`
  const searched = `${formatCount(scanned)} of ${formatCount(total)} searched`
  if (isTooSlow)
    return `Stopped, because this expression takes too long: ${match}; ${searched}. Make it simpler.`
  if (isSearching) return `${match}; ${searched} …`
  return `${formatCount(matched)} of ${formatQuantity(total, 'row')} ${total === 1 || matched === 1 ? 'matches' : 'match'}.`
}

function searchWords({ text, isRegex, matchesCase }: Omit<RowQuery, 'outcome'>): string {
  if (text === '') return ''
  return `${isRegex ? 'the expression' : `“${text}”`}${matchesCase ? ' in this upper and lower case' : ''}`
}

/** What to take out where no row matches. */
export function noMatchWords({ outcome, ...query }: RowQuery): string {
  const asked = [
    searchWords(query),
    query.model === null ? '' : 'the model',
    query.cause === null ? '' : 'the reason',
    query.field === null ? '' : 'the field',
    query.tokens.from === null && query.tokens.to === null ? '' : 'the tokens',
    query.cost.from === null && query.cost.to === null ? '' : 'the cost',
    outcome === null ? '' : `the outcome “${FILTER_FACTS[outcome].label}”`,
  ].filter((name) => name !== '')
  const [last = '', ...others] = asked.toReversed()
  if (others.length === 0) return `No row matches ${last}.`
  return `No row matches all of ${others.toReversed().join(', ')} and ${last}. Take one out to see more.`
}

/** What of the filters no row can meet at all, or is read otherwise than it may be meant; a sentence each. */
export function noMatchRemarks({ field, tokens, cost }: RowQuery): string[] {
  const [low, high] = [readUsd(cost.from ?? ''), readUsd(cost.to ?? '')]
  const isDown = tokens.from !== null && tokens.to !== null && tokens.from > tokens.to
  return [
    field !== null && (field.comparison === 'over' || field.comparison === 'under')
      ? orderRemark(field.value)
      : null,
    isDown
      ? `No number of tokens is from ${formatCount(tokens.from ?? 0)} to ${formatCount(tokens.to ?? 0)}.`
      : null,
    low !== null && high !== null && low > high ? `No cost is from $${cost.from} to $${cost.to}.` : null,
  ].filter((words) => words !== null)
}

function orderRemark(value: string): string | null {
  const typed = typedNumber(value)
  if (typed.kind === 'ambiguous')
    return `“${value}” could be ${typed.asThousands} or ${typed.asDecimals}: enter it like that.`
  return typed.kind === 'none' ? `“${value}” is no number, so it is compared with texts only.` : null
}
