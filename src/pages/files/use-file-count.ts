import { useEffect, useState } from 'react'
import { useConnection } from '~/api/connection-store'
import { keepFileRequests } from '~/api/file-requests'
import type { StoredFile } from '~/contract/file'
import { checkStoredFile } from '~/workers/intake/stored-client'

type Counting =
  { state: 'idle' } | { state: 'counting'; readBytes: number } | { state: 'failed'; message: string }

/** The counting of a file's requests, which reads it whole; the number is kept by `keepFileRequests`. */
export type FileCount = Counting & { count: () => void; stop: () => void }

/** Counts the requests of a file of the server when it is asked to. */
export function useFileCount(file: StoredFile): FileCount {
  const connection = useConnection()
  const [attempt, setAttempt] = useState(0)
  const [counting, setCounting] = useState<Counting>({ state: 'idle' })
  useEffect(() => {
    // Runs the worker that reads the file.
    if (attempt === 0) return undefined
    const controller = new AbortController()
    const { signal } = controller
    checkStoredFile(connection, file, {
      signal,
      onProgress: ({ readBytes }) => setCounting({ state: 'counting', readBytes }),
    }).then(
      ({ requests }) => keepFileRequests(connection, file.id, requests),
      (error: unknown) => {
        if (signal.aborted) return
        setCounting({ state: 'failed', message: error instanceof Error ? error.message : String(error) })
      },
    )
    return () => controller.abort()
  }, [attempt, connection, file])
  return {
    ...counting,
    count: () => {
      setCounting({ state: 'counting', readBytes: 0 })
      setAttempt((before) => before + 1)
    },
    stop: () => {
      setCounting({ state: 'idle' })
      setAttempt(0)
    },
  }
}
