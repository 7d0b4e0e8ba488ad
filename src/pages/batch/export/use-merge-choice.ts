import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { attemptsQuery } from '~/api/attempts'
import type { Connection } from '~/api/connection'
import type { Batch } from '~/contract/batch'
import type { ResultsStatus } from '~/results/status'
import type { MergedResults } from '~/workers/results/merged-results'
import type { ResultsSession } from '~/workers/results/session'
import { canBeTriedAgain } from '../attempts/can-merge'
import { type MergeState, useMerged } from '../attempts/use-merged'

/** Whether a file takes rows from further attempts, and how far they are. */
export interface MergeChoice {
  /** Further attempts that there are; none is nothing to choose. */
  attempts: readonly Batch[]
  isMerging: boolean
  choose: (isMerging: boolean) => void
  /** After they could not be read. */
  readAgain: () => void
  state: MergeState
  /** `null` unless it is chosen and read. */
  merged: MergedResults | null
  /** Why the file cannot be written yet; `null` when it can. */
  reasonToWait: string | null
}

const NO_ATTEMPTS: readonly Batch[] = []

interface MergeSubject {
  connection: Connection
  batch: Batch
  session: ResultsSession
  status: ResultsStatus
}

/** Lets a person choose the rows of further attempts. @param startsMerged whether that is chosen at first */
export function useMergeChoice(
  { connection, batch, session, status }: MergeSubject,
  startsMerged: boolean,
): MergeChoice {
  const [isChosen, choose] = useState(startsMerged)
  const [round, setRound] = useState(1)
  const canBe = canBeTriedAgain(batch, status)
  const query = useQuery({ ...attemptsQuery(connection, batch.id), enabled: canBe })
  const attempts = (canBe ? query.data : undefined) ?? NO_ATTEMPTS
  const isMerging = isChosen && attempts.length > 0
  const { state } = useMerged(
    { connection, batch, session, rowsListed: status.rowsListed, attempts },
    isMerging ? round : 0,
  )
  return {
    attempts,
    isMerging,
    choose,
    readAgain: () => setRound(round + 1),
    state,
    merged: isMerging && state.kind === 'merged' ? state.merged : null,
    reasonToWait: isMerging ? waitingFor(state) : null,
  }
}

function waitingFor(state: MergeState): string | null {
  switch (state.kind) {
    case 'merged':
      return null
    case 'failed':
      return 'The rows that were tried again could not be read.'
    case 'none':
    case 'reading':
      return 'The rows that were tried again are being read.'
  }
}
