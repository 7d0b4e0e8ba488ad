import { describe, expect, it } from 'vitest'
import { createBackgroundReads } from './background-reads.ts'

const connection = { id: 'c', name: '', baseUrl: '/v1', apiKey: null }
const keys = Array.from({ length: 50 }, (_, index) => `k${index}`)
const never = new AbortController().signal

describe('reading in the background', () => {
  it('reads every key once, a few at a time', async () => {
    const asked: string[] = []
    let running = 0
    let most = 0
    const reads = createBackgroundReads(async (_, key) => {
      asked.push(key)
      most = Math.max(most, ++running)
      await Promise.resolve()
      running -= 1
      return key.toUpperCase()
    }, 1000)
    await reads.readAll(connection, [...keys, ...keys], never)
    await reads.readAll(connection, keys, never)
    expect(asked.toSorted()).toEqual(keys.toSorted())
    expect(most).toBeLessThanOrEqual(4)
    expect(reads.known.get().get(reads.keyOf(connection, 'k7'))).toBe('K7')
  })

  it('keeps what was read before a failure, and goes on there', async () => {
    let isBroken = true
    const asked: string[] = []
    const reads = createBackgroundReads(async (_, key) => {
      asked.push(key)
      if (isBroken && key === 'k30') throw new Error('gone')
      return key
    }, 1000)
    await expect(reads.readAll(connection, keys, never)).rejects.toThrow('gone')
    const before = reads.known.get().size
    expect(before).toBeGreaterThan(20)
    isBroken = false
    asked.length = 0
    await reads.readAll(connection, keys, never)
    expect(reads.known.get().size).toBe(50)
    expect(asked.length).toBeLessThanOrEqual(50 - before)
  })

  it('stops when it is told to, and forgets the oldest', async () => {
    const stop = new AbortController()
    const reads = createBackgroundReads(async (_, key) => {
      if (key === 'k9') stop.abort()
      return key
    }, 5)
    await expect(reads.readAll(connection, keys, stop.signal)).rejects.toThrow(/abort/i)
    expect(reads.known.get().size).toBe(5)
  })
})
