import { findPrice } from '../../prices.ts'
import type { PriceOf } from '../cells.ts'
import type { ExportRow } from '../export-row.ts'

/** A row as a file and a server would hold it. */
export function answeredRow(row: number, answer: string, customId = `row-${row + 1}`): ExportRow {
  return {
    row,
    outcome: 'succeeded',
    request: JSON.stringify({
      custom_id: customId,
      body: { model: 'Qwen/Qwen3.5-9B', messages: [{ role: 'user', content: 'Say it.' }] },
    }),
    result: JSON.stringify({
      id: `batch_req_${row}`,
      custom_id: customId,
      response: {
        status_code: 200,
        body: {
          model: 'Qwen/Qwen3.5-9B',
          choices: [{ message: { content: answer }, finish_reason: 'stop' }],
          usage: { prompt_tokens: 7, completion_tokens: 3 },
        },
      },
      error: null,
    }),
  }
}

/** What the snapshot says of batches that take a day. */
export const priceOf: PriceOf = (model) => findPrice(model, '24h')

/** All bytes of an export. */
export async function collectBytes(
  chunks: AsyncIterable<Uint8Array<ArrayBuffer>>,
): Promise<Uint8Array<ArrayBuffer>> {
  const all: Uint8Array<ArrayBuffer>[] = []
  for await (const chunk of chunks) all.push(chunk)
  return new Uint8Array(await new Blob(all).arrayBuffer())
}
