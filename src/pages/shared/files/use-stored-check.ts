import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Connection } from '~/api/connection'
import { useConnection } from '~/api/connection-store'
import { keepFileRequests } from '~/api/file-requests'
import { modelsQuery } from '~/api/models'
import type { StoredFile } from '~/contract/file'
import { addUnknownModels } from '~/domain/intake/known-models'
import type { IntakeProgress, IntakeReport } from '~/domain/intake/report'
import { checkStoredFile } from '~/workers/intake/stored-client'

/** What is read without being asked; more could be a surprise on a slow line. */
const READ_UNASKED_BYTES = 5_000_000
/** A report of a hopeless file holds some hundred texts. */
const MOST_KEPT = 8

type State =
  | { state: 'unread' }
  | { state: 'reading'; progress: IntakeProgress | null }
  | { state: 'done'; report: IntakeReport }
  | { state: 'failed'; message: string }

const READING: State = { state: 'reading', progress: null }

/** The check of a file of the server, and how to have it done. */
export type StoredCheck = State & { read: () => void }

/** Reports of this tab by connection and file, which never changes: coming back reads nothing twice. */
const kept = new Map<string, IntakeReport>()

const keyOf = (connection: Connection, file: StoredFile) => `${connection.id} ${file.id}`

function keep(key: string, report: IntakeReport): void {
  kept.delete(key)
  kept.set(key, report)
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break
    kept.delete(oldest)
  }
}

/** Checks an input file of the server: a small one at once, a large one when asked. */
export function useStoredCheck(file: StoredFile): StoredCheck {
  const connection = useConnection()
  const models = useQuery(modelsQuery(connection))
  const known = kept.get(keyOf(connection, file))
  const isUnasked = file.bytes <= READ_UNASKED_BYTES && known === undefined
  const [attempt, setAttempt] = useState(isUnasked ? 1 : 0)
  const [state, setState] = useState<State>(
    known ? { state: 'done', report: known } : isUnasked ? READING : { state: 'unread' },
  )
  useEffect(() => {
    // Runs the worker that reads the file.
    if (attempt === 0) return undefined
    const controller = new AbortController()
    checkStoredFile(connection, file, {
      signal: controller.signal,
      onProgress: (progress) => setState({ state: 'reading', progress }),
    }).then(
      (report) => {
        keep(keyOf(connection, file), report)
        keepFileRequests(connection, file.id, report.requests)
        setState({ state: 'done', report })
      },
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
  const names = models.data.map(({ id }) => id)
  return { state: 'done', report: addUnknownModels(state.report, names), read }
}
