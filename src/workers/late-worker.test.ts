import { describe, expect, it, vi } from 'vitest'
import { LateWorker } from './late-worker.ts'

class NotingWorker extends EventTarget {
  readonly heard: unknown[] = []
  readonly terminate = vi.fn<() => void>()

  postMessage(message: unknown): void {
    this.heard.push(message)
  }
}

/** A late worker, what it stands for, and its moment. */
function late() {
  const inner = new NotingWorker()
  const spawn = vi.fn<() => NotingWorker>(() => inner)
  let begin: (() => void) | null = null
  const worker = new LateWorker(spawn, (callBack) => {
    begin = callBack
    return () => {
      begin = null
    }
  })
  return { worker, inner, spawn, begin: () => begin?.() }
}

describe('a worker that begins later', () => {
  it('is told everything in order, before and after it has begun', () => {
    const { worker, inner, spawn, begin } = late()
    worker.postMessage('open')
    worker.postMessage('resume')
    expect(spawn).not.toHaveBeenCalled()
    begin()
    worker.postMessage('ask')
    expect(inner.heard).toEqual(['open', 'resume', 'ask'])
    expect(spawn).toHaveBeenCalledOnce()
  })

  it('is heard by whoever listened before it began, until they stop', () => {
    const { worker, inner, begin } = late()
    const hear = vi.fn<() => void>()
    const stopping = new AbortController()
    worker.addEventListener('message', hear, { signal: stopping.signal })
    begin()
    inner.dispatchEvent(new Event('message'))
    stopping.abort()
    inner.dispatchEvent(new Event('message'))
    expect(hear).toHaveBeenCalledOnce()
  })

  it('never begins once it has been ended, and ends what has begun', () => {
    const early = late()
    early.worker.terminate()
    early.begin()
    expect(early.spawn).not.toHaveBeenCalled()

    const begun = late()
    begun.begin()
    begun.worker.terminate()
    expect(begun.inner.terminate).toHaveBeenCalledOnce()
  })

  it('begins by itself where nobody says when', async () => {
    const inner = new NotingWorker()
    const worker = new LateWorker(() => inner)
    worker.postMessage('open')
    await vi.waitFor(() => expect(inner.heard).toEqual(['open']))
  })
})
