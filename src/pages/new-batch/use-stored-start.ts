import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { type ApiError, asApiError } from '~/api/errors'
import type { Launch, LaunchOrder } from '~/api/launches'
import { newestOfFile } from '~/api/start-batch'
import type { StoredFile } from '~/contract/file'
import { usePageLaunch } from './use-page-launch'

interface StoredStart {
  launch: Launch | null
  busy: boolean
  /** Why nothing was asked for yet; `null` when all is well. */
  failure: ApiError | null
  /** Resolves when it has begun or cannot. @param requests rows of the file; `null` where nobody has counted */
  start: (order: Omit<LaunchOrder, 'parts'>, requests: number | null) => Promise<void>
  /** Goes on with what stopped. */
  resume: () => void
}

interface StartOptions {
  order: Omit<LaunchOrder, 'parts'>
  requests: number | null
}

/**
 * Starts a file of the server, as often as a person asks for it and never twice for one wish: the batches it had
 * before the first click are remembered, so that one whose answer was lost can be told from them.
 */
export function useStoredStart(file: StoredFile): StoredStart {
  const { launch, busy, start, resume } = usePageLaunch()
  const earlier = useRef<ReadonlySet<string> | null>(null)
  const begin = useMutation({
    mutationFn: async ({ order, requests }: StartOptions) => {
      if (earlier.current === null) {
        const batches = await newestOfFile(order.connection, file.id, new AbortController().signal)
        earlier.current = new Set(batches.map(({ id }) => id))
      }
      const source = { kind: 'stored', file, earlier: earlier.current } as const
      start({ ...order, parts: [{ source, requests, job: null, starts: true }] })
    },
  })
  return {
    launch,
    resume,
    busy: busy || begin.isPending,
    failure: begin.error ? asApiError(begin.error) : null,
    start: async (order, requests) => {
      // A failure is told beside the button.
      await begin.mutateAsync({ order, requests }).catch(() => undefined)
    },
  }
}
