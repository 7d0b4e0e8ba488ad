import { useEffect, useRef, useState } from 'react'
import { useConnection } from '~/api/connection-store'
import { type ApiError, asApiError } from '~/api/errors'
import { type RealtimeAnswer, sendRealtime } from '~/api/realtime'
import type { RealtimeEndpoint } from '~/domain/realtime-price'

/** How the try of one row is. */
export type TryState =
  | { kind: 'idle' }
  /** The price is named; nothing is sent yet. */
  | { kind: 'asking' }
  | { kind: 'sending' }
  | { kind: 'answered'; answer: RealtimeAnswer }
  | { kind: 'failed'; error: ApiError }

/** Sends one request at once, after it was asked for; leaving cancels it. */
export function useTry(endpoint: RealtimeEndpoint, body: Readonly<Record<string, unknown>>) {
  const connection = useConnection()
  const [state, setState] = useState<TryState>({ kind: 'idle' })
  const sending = useRef<AbortController | null>(null)
  useEffect(() => {
    // Nobody waits for the answer any more.
    return () => sending.current?.abort()
  }, [])
  const send = async () => {
    const request = new AbortController()
    sending.current = request
    setState({ kind: 'sending' })
    try {
      const answer = await sendRealtime(connection, endpoint, body, request.signal)
      setState({ kind: 'answered', answer })
    } catch (error) {
      setState(request.signal.aborted ? { kind: 'idle' } : { kind: 'failed', error: asApiError(error) })
    }
  }
  return {
    state,
    ask: () => setState({ kind: 'asking' }),
    /** Before or while it is sent. */
    cancel: () => {
      sending.current?.abort()
      setState({ kind: 'idle' })
    },
    send,
  }
}
