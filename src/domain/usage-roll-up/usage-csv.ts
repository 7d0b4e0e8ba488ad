import { titleOf } from '../batch-state.ts'
import { csvLine } from '../export/csv.ts'
import { usdToText } from '../money.ts'
import { type BatchUse, savedBy } from './batch-use.ts'

const HEADINGS = [
  'batch_id',
  'title',
  'created_at',
  'status',
  'model',
  'completion_window',
  'rows_total',
  'rows_completed',
  'rows_failed',
  'input_tokens',
  'output_tokens',
  'reasoning_tokens',
  'cost_usd',
  'cost_source',
  'realtime_cost_usd',
  'saved_usd',
]

/**
 * One line a batch as CSV (RFC 4180): times in UTC (ISO 8601), costs as exact decimals, unknown values empty.
 * @param fileNameOf the name of a batch's input file, where it is known
 */
export function usageCsv(uses: readonly BatchUse[], fileNameOf: (use: BatchUse) => string | null): string {
  const lines = uses.map((use) => {
    const { batch, tokens, cost } = use
    const saved = savedBy(use)
    return csvLine([
      batch.id,
      titleOf(batch, fileNameOf(use)),
      new Date(batch.created_at * 1000).toISOString(),
      batch.status,
      use.model ?? '',
      batch.completion_window,
      String(batch.request_counts.total),
      String(batch.request_counts.completed),
      String(batch.request_counts.failed),
      tokens ? String(tokens.input) : '',
      tokens ? String(tokens.output) : '',
      tokens?.reasoning == null ? '' : String(tokens.reasoning),
      cost ? usdToText(cost.amount) : '',
      cost?.source ?? '',
      use.realtimeCost === null ? '' : usdToText(use.realtimeCost),
      saved === null ? '' : usdToText(saved),
    ])
  })
  return csvLine(HEADINGS) + lines.join('')
}
