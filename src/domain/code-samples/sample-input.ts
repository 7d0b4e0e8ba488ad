import type { Batch } from '../../contract/batch.ts'

/** What a code sample is filled with, so that it runs as it stands for this very batch. */
export interface SampleInput {
  batch: Batch
  /** Absolute, ends in `/v1`. */
  baseUrl: string
  /** Name of the input file on the reader's disk; a guess where the server no longer knows it. */
  fileName: string
  /** Written into the sample only when the person asked for it; otherwise it reads the environment. */
  apiKey: string | null
}

/** The environment variable that the vendor's guides use. */
export const KEY_VARIABLE = 'DOUBLEWORD_API_KEY'

/** What `POST /batches` takes, as it was for this batch. */
export function createBody(batch: Batch, inputFileId: string) {
  return {
    input_file_id: inputFileId,
    endpoint: batch.endpoint,
    completion_window: batch.completion_window,
    ...(Object.keys(batch.metadata).length > 0 ? { metadata: batch.metadata } : {}),
  }
}

/** The name under which the samples keep the answers. */
export function resultsName(batch: Batch): string {
  return `${batch.id.replaceAll(/[^\w-]/g, '-')}-output.jsonl`
}
