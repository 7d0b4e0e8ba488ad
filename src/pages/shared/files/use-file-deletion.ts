import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { batchKeys } from '~/api/batches'
import { useConnection } from '~/api/connection-store'
import { asApiError } from '~/api/errors'
import { forgetFile } from '~/api/file-index'
import { deleteFile, fileKeys } from '~/api/files'
import type { StoredFile } from '~/contract/file'

/** What became of one file. */
export type FileOutcome =
  { state: 'waiting' } | { state: 'deleting' } | { state: 'deleted' } | { state: 'failed'; message: string }

type Outcomes = ReadonlyMap<string, FileOutcome>

interface FileDeletion {
  /** By the id of the file; empty before anything was asked for. */
  outcomes: Outcomes
  isWorking: boolean
  /** Deletes what is not deleted yet, one after the other. @returns how many files failed */
  run: () => Promise<number>
  /** Forgets the outcomes. */
  reset: () => void
}

/** Deletes files and keeps what became of each. */
export function useFileDeletion(files: readonly StoredFile[]): FileDeletion {
  const connection = useConnection()
  const client = useQueryClient()
  const [outcomes, setOutcomes] = useState<Outcomes>(new Map())
  const [isWorking, setIsWorking] = useState(false)

  const run = async () => {
    setIsWorking(true)
    const open = files.filter(({ id }) => outcomes.get(id)?.state !== 'deleted')
    let known = new Map(outcomes)
    const note = (id: string, outcome: FileOutcome) => {
      known = new Map(known).set(id, outcome)
      setOutcomes(known)
    }
    for (const { id } of open) note(id, { state: 'waiting' })
    let failed = 0
    for (const { id } of open) {
      note(id, { state: 'deleting' })
      // Not asked for again at once: the page that shows the file may still be there.
      const one = { queryKey: [...fileKeys.all(connection), 'one', id], refetchType: 'none' } as const
      try {
        await deleteFile(connection, id)
        void client.invalidateQueries(one)
        forgetFile(connection, id)
        note(id, { state: 'deleted' })
      } catch (thrown) {
        const error = asApiError(thrown)
        // What is gone already is what was wanted.
        if (error.kind === 'not_found') forgetFile(connection, id)
        note(
          id,
          error.kind === 'not_found' ? { state: 'deleted' } : { state: 'failed', message: error.message },
        )
        if (error.kind !== 'not_found') failed += 1
      }
    }
    // Not awaited: the deeds are done, whether or not the lists can be read again.
    for (const lists of ['list', 'names', 'index']) {
      void client.invalidateQueries({ queryKey: [...fileKeys.all(connection), lists] })
    }
    void client.invalidateQueries({ queryKey: batchKeys.all(connection) })
    setIsWorking(false)
    return failed
  }

  return {
    outcomes,
    isWorking,
    run,
    reset: () => setOutcomes(new Map()),
  }
}
