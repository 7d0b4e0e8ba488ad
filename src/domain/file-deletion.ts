import type { Batch } from '../contract/batch.ts'
import type { StoredFile } from '../contract/file.ts'
import { hasEnded } from './batch-state.ts'

const whole = new Intl.NumberFormat('en')

/** What goes with files that are deleted. */
export interface DeletionConsequences {
  /** One sentence for each consequence, the hardest first. */
  sentences: string[]
  /** Batches that run on one of the files: the server cancels them. */
  cancelled: Batch[]
}

/**
 * What goes with files that are deleted. Source: deleting an input file cancels the batches that run on it, and no
 * answer can be shown beside its request any more; output and error files hold the only copy of what is in them.
 * @param batches batches known to use the files
 * @param knowsAll whether no other batch can use them
 */
export function deletionConsequences(
  files: readonly StoredFile[],
  batches: readonly Batch[],
  knowsAll: boolean,
): DeletionConsequences {
  const ids = new Set(files.map(({ id }) => id))
  const cancelled = batches.filter(
    (batch) => batch.input_file_id !== null && ids.has(batch.input_file_id) && !hasEnded(batch),
  )
  const has = (purpose: string) => files.some((file) => file.purpose === purpose)
  const sentences: string[] = []
  if (cancelled.length > 0) {
    const noun = cancelled.length === 1 ? 'batch' : 'batches'
    const them = files.length === 1 ? 'it' : 'them'
    sentences.push(`${whole.format(cancelled.length)} running ${noun} will be cancelled with ${them}.`)
  } else if (has('batch') && !knowsAll) {
    sentences.push('A batch that still runs on such a file is cancelled with it.')
  }
  if (has('batch')) {
    sentences.push(
      'The requests are lost on the server. Answers that exist stay, but can no longer be shown beside their requests.',
    )
  }
  if (has('batch_output')) {
    sentences.push(
      'The answers are lost for good, and with them the results of their batches. The batches stay.',
    )
  }
  if (has('batch_error'))
    sentences.push('What is known about failed rows is lost for good. The batches stay.')
  return { sentences, cancelled }
}
