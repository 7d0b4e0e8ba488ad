import type { CreateBatch } from '~/contract/batch'
import type { RunChoices } from './run-form'

/** What the server is asked to start. @param endpoint as the first request names it */
export function createBody(
  inputFileId: string,
  endpoint: string,
  { title, completionWindow }: RunChoices,
): CreateBatch {
  return {
    input_file_id: inputFileId,
    endpoint,
    completion_window: completionWindow,
    ...(title ? { metadata: { batch_description: title } } : {}),
  }
}
