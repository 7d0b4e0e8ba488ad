import type { Connection } from '~/api/connection'
import type { Batch } from '~/contract/batch'
import { retryOf } from '~/domain/attempts/attempt-metadata'
import type { MergedResults } from '~/workers/results/merged-results'
import { AttemptLine } from './attempt-line'
import { TriedAgain } from './tried-again'

export interface AttemptsNoteProps {
  connection: Connection
  batch: Batch
  title: string
  /** When the server last answered with this batch, in Unix milliseconds. */
  answeredAt: number
  /** What came of it is folded, where rows are read. */
  isBrief: boolean
  /** Told of the rows merged with those of later attempts, and of `null` when they are gone. */
  onMerged: (merged: MergedResults | null) => void
}

/** What a batch has to do with other attempts at its rows: which batch it tries again, or which ones try its rows. */
export function AttemptsNote(props: AttemptsNoteProps) {
  const firstId = retryOf(props.batch)
  // Every attempt names the first batch: that is where all of them are listed.
  return firstId === null ? <TriedAgain {...props} /> : <AttemptLine {...props} firstId={firstId} />
}
