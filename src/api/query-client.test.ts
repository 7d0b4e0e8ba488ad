import { QueryObserver } from '@tanstack/react-query'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ApiError } from './errors.ts'
import { askAnew, queryClient, refresh } from './query-client.ts'

const connection = { id: 'server', name: 'x', baseUrl: '/v1', apiKey: null }
const busy = new ApiError({
  kind: 'server',
  status: 503,
  code: null,
  serverMessage: '',
  retryAfterSeconds: 50,
})

/** Shows a query as a page would. */
function show(name: string, answers: () => Promise<string>) {
  const observer = new QueryObserver(queryClient, { queryKey: [connection.id, name], queryFn: answers })
  observer.subscribe(() => undefined)
  return observer
}

afterEach(() => {
  queryClient.clear()
})

describe('refreshing', () => {
  it('reaches a query that waits to be repeated, and is not held up by one that keeps failing', async () => {
    let isBack = false
    const recovers = show('recovers', () => (isBack ? Promise.resolve('here') : Promise.reject(busy)))
    show('keeps failing', () => Promise.reject(busy))
    await vi.waitFor(() => expect(recovers.getCurrentResult().failureCount).toBe(1))
    isBack = true
    await refresh(connection)
    await vi.waitFor(() => expect(recovers.getCurrentResult().data).toBe('here'))
  })
})

describe('asking anew', () => {
  it('takes no answer that was asked for before', async () => {
    const first = Promise.withResolvers<string>()
    const answers = [first.promise, Promise.resolve('new')]
    const shown = show('files', () => answers.shift() ?? Promise.reject(busy))
    expect(shown.getCurrentResult().fetchStatus).toBe('fetching')
    const asking = askAnew([connection.id])
    first.resolve('old')
    await asking
    await vi.waitFor(() => expect(shown.getCurrentResult().data).toBe('new'))
    expect(answers).toHaveLength(0)
  })

  it('leaves what a loader has begun to the page that shows it', async () => {
    const began = queryClient.query({
      queryKey: [connection.id, 'files'],
      queryFn: () => new Promise<string>(() => undefined),
    })
    began.catch(() => undefined)
    await askAnew([connection.id])
    const shown = show('files', () => Promise.resolve('new'))
    await vi.waitFor(() => expect(shown.getCurrentResult().data).toBe('new'))
  })
})
