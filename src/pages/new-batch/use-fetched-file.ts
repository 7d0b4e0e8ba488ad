import { useEffect, useRef, useState } from 'react'
import { useConnection } from '~/api/connection-store'
import { asApiError, type ApiError } from '~/api/errors'
import type { StoredFile } from '~/contract/file'
import { downloadInWorker } from '~/workers/download/client'

/** A file of the server on its way to this computer. */
type FetchedFile =
  | { kind: 'idle' }
  | { kind: 'fetching'; receivedBytes: number }
  | { kind: 'here'; file: File }
  | { kind: 'failed'; error: ApiError }

/**
 * Brings a file of the server here, so that its requests can be changed. The browser keeps it outside of the heap; a
 * cut connection goes on where it broke; leaving the page ends it.
 * @param requests lines that it holds; `null` where nobody knows
 */
export function useFetchedFile(stored: StoredFile, requests: number | null) {
  const connection = useConnection()
  const [fetched, setFetched] = useState<FetchedFile>({ kind: 'idle' })
  const fetching = useRef<AbortController | null>(null)
  useEffect(() => {
    // The download would go on.
    return () => fetching.current?.abort()
  }, [])

  async function fetchFile(): Promise<void> {
    const controller = new AbortController()
    fetching.current = controller
    setFetched({ kind: 'fetching', receivedBytes: 0 })
    try {
      const { blob } = await downloadInWorker(connection, stored.id, {
        signal: controller.signal,
        onProgress: (receivedBytes) => setFetched({ kind: 'fetching', receivedBytes }),
        expectedLines: requests,
      })
      const file = new File([blob], stored.filename, { type: 'application/jsonl' })
      setFetched({ kind: 'here', file })
    } catch (error) {
      setFetched(controller.signal.aborted ? { kind: 'idle' } : { kind: 'failed', error: asApiError(error) })
    }
  }

  return { fetched, fetchFile: () => void fetchFile(), stop: () => fetching.current?.abort() }
}
