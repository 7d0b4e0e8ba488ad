/** What one answered row tells for sums over time. */
export interface AnswerFacts {
  /** Whole Unix seconds, `null` when the answer carries no time. */
  at: number | null
  /** Empty when the answer does not name its model. */
  model: string
  /** `null` when the answer does not say what it used. `input` includes `cached`, `output` includes `reasoning`. */
  tokens: Tokens | null
}

/** Tokens by kind. */
export interface Tokens {
  input: number
  cached: number
  output: number
  reasoning: number
}

/** Answered rows of one model and their tokens. */
export interface ModelTotals extends Tokens {
  model: string
  rows: number
  /** Rows among them that do not say what they used. */
  uncounted: number
}

/** The rows that were answered in one stretch of time. */
interface SeriesBucket {
  /** Unix seconds, a multiple of the width. */
  start: number
  models: ModelTotals[]
}

/** The answers of a batch over time, in stretches of equal width. Only stretches with answers are listed. */
export interface AnswerSeries {
  bucketSeconds: number
  /** Oldest first. */
  buckets: SeriesBucket[]
  /** Answers that carry no time. */
  untimed: ModelTotals[]
}

/** Widths a person can name, in seconds. */
const WIDTHS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400,
] as const

/**
 * Sums answers by time and model. The width of a stretch is the smallest that needs no more than
 * `mostBuckets` of them, so it depends on the answers alone and not on who looks when.
 * @param rows is read twice
 * @param earliest Unix seconds; an earlier stamp is no time of this batch
 */
export function answerSeries(
  rows: () => Iterable<AnswerFacts>,
  earliest: number,
  mostBuckets = 300,
): AnswerSeries {
  let first = Infinity
  let last = -Infinity
  for (const { at } of rows()) {
    if (at === null || at < earliest) continue
    first = Math.min(first, at)
    last = Math.max(last, at)
  }
  const bucketSeconds = widthFor(first, last, mostBuckets)
  const buckets = new Map<number, Map<string, ModelTotals>>()
  const untimed = new Map<string, ModelTotals>()
  for (const row of rows()) {
    if (row.at === null || row.at < earliest) {
      addRow(untimed, row)
      continue
    }
    const start = startOf(row.at, bucketSeconds)
    const models = buckets.get(start) ?? new Map<string, ModelTotals>()
    buckets.set(start, models)
    addRow(models, row)
  }
  return {
    bucketSeconds,
    buckets: [...buckets]
      .map(([start, models]) => ({ start, models: [...models.values()] }))
      .sort((one, other) => one.start - other.start),
    untimed: [...untimed.values()],
  }
}

/** Adds up totals of the same model. */
function sumTotals(parts: Iterable<ModelTotals>): ModelTotals[] {
  const sums = new Map<string, ModelTotals>()
  for (const part of parts) {
    const sum = sums.get(part.model)
    if (sum === undefined) sums.set(part.model, { ...part })
    else {
      sum.rows += part.rows
      sum.uncounted += part.uncounted
      addTokens(sum, part)
    }
  }
  return [...sums.values()]
}

/** Sums answers by model, whenever they were made. */
export function totalsByModel(rows: Iterable<Omit<AnswerFacts, 'at'>>): ModelTotals[] {
  const totals = new Map<string, ModelTotals>()
  for (const row of rows) addRow(totals, row)
  return [...totals.values()]
}

/** Everything that was answered, by model. */
export function seriesTotals(series: AnswerSeries): ModelTotals[] {
  return sumTotals([...series.buckets.flatMap(({ models }) => models), ...series.untimed])
}

function startOf(seconds: number, width: number): number {
  return Math.floor(seconds / width) * width
}

function widthFor(first: number, last: number, mostBuckets: number): number {
  if (first > last) return WIDTHS[0]
  const fits = (width: number) => (startOf(last, width) - startOf(first, width)) / width < mostBuckets
  const named = WIDTHS.find(fits)
  if (named !== undefined) return named
  let days = 2
  while (!fits(days * 86_400)) days *= 2
  return days * 86_400
}

function addRow(totals: Map<string, ModelTotals>, { model, tokens }: Omit<AnswerFacts, 'at'>): void {
  const sum = totals.get(model) ?? {
    model,
    rows: 0,
    uncounted: 0,
    input: 0,
    cached: 0,
    output: 0,
    reasoning: 0,
  }
  totals.set(model, sum)
  sum.rows += 1
  if (tokens === null) sum.uncounted += 1
  else addTokens(sum, tokens)
}

function addTokens(sum: Tokens, { input, cached, output, reasoning }: Tokens): void {
  sum.input += input
  sum.cached += cached
  sum.output += output
  sum.reasoning += reasoning
}
