import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useConnection } from '~/api/connection-store'
import { modelsQuery } from '~/api/models'
import type { StoredFile } from '~/contract/file'
import { addUnknownModels } from '~/domain/intake/known-models'
import type { IntakeProgress, IntakeReport } from '~/domain/intake/report'
import { checkStoredFile } from '~/workers/intake/stored-client'

/** What is read without being asked; more could be a surprise on a slow line. */
const READ_UNASKED_BYTES = 5_000_000

type State =
  | { state: 'unread' }
  | { state: 'reading'; progress: IntakeProgress | null }
  | { state: 'done'; report: IntakeReport }
  | { state: 'failed'; message: string }

const READING: State = { state: 'reading', progress: null }

/** The check of a file of the server, and how to have it done. */
export type StoredCheck = State & { read: () => void }

/**
 * Checks a file of the server: a small one at once, a large one when asked.
 * @param unaskedBytes up to this size it is read without being asked for
 */
export function useStoredCheck(file: StoredFile, unaskedBytes = READ_UNASKED_BYTES): StoredCheck {
  const connection = useConnection()
  const models = useQuery(modelsQuery(connection))
  const isSmall = file.bytes <= unaskedBytes
  const [attempt, setAttempt] = useState(isSmall ? 1 : 0)
  const [state, setState] = useState<State>(isSmall ? READING : { state: 'unread' })
  useEffect(() => {
    // Runs the worker that reads the file.
    if (attempt === 0) return undefined
    const controller = new AbortController()
    checkStoredFile(connection, file, {
      signal: controller.signal,
      onProgress: (progress) => setState({ state: 'reading', progress }),
    }).then(
      (report) => setState({ state: 'done', report }),
      (error: unknown) => {
        if (controller.signal.aborted) return
        setState({ state: 'failed', message: error instanceof Error ? error.message : String(error) })
      },
    )
    return () => controller.abort()
  }, [attempt, connection, file])
  const read = () => {
    setState(READING)
    setAttempt((before) => before + 1)
  }
  if (state.state !== 'done' || !models.data) return { ...state, read }
  const known = models.data.map(({ id }) => id)
  return { state: 'done', report: addUnknownModels(state.report, known), read }
}
