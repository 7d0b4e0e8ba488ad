import type { CreateBatch } from '~/contract/batch'
import type { RunChoices } from './run/run-form'

/** What the server is asked to start. @param endpoint as the first request names it */
export function createBody(
  inputFileId: string,
  endpoint: string,
  { title, completionWindow, metadata }: RunChoices,
): CreateBatch {
  const all = { ...metadata, ...(title ? { batch_description: title } : {}) }
  return {
    input_file_id: inputFileId,
    endpoint,
    completion_window: completionWindow,
    ...(Object.keys(all).length > 0 ? { metadata: all } : {}),
  }
}
