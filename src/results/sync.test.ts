import { describe, expect, it } from 'vitest'
import { MemoryStore } from './memory-store.ts'
import type { Content, ContentFailure, FetchContent } from './ports.ts'
import { holdsEveryRow } from './status.ts'
import { memoryRowStore } from './store/row-store.ts'
import { ResultsSync } from './sync.ts'
import { BatchServer, type Manners } from './testing/batch-server.ts'
import { VirtualClock } from './testing/virtual-clock.ts'

type Intercept = (fileId: string, from: number, signal: AbortSignal) => Content | ContentFailure | null

/** A server and the sync that reads from it, with a hand on the clock and on single requests. */
function setUp(
  manners: Partial<Manners>,
  intercept: Intercept = () => null,
  beginning: 'running' | 'paused' = 'running',
) {
  const clock = new VirtualClock()
  const server = new BatchServer(manners, () => 0.5)
  const asked: string[] = []
  const fetchContent: FetchContent = (fileId, from, signal) => {
    asked.push(`${fileId} ${from}`)
    return Promise.resolve(intercept(fileId, from, signal) ?? server.content(fileId, from))
  }
  const sync = new ResultsSync(
    { clock, fetchContent, store: memoryRowStore(), changed: () => {} },
    server.batch(),
    null,
  )
  if (beginning === 'paused') sync.pause()
  void sync.run()
  const tell = async () => {
    sync.update(server.batch())
    await clock.rest()
  }
  return { clock, server, sync, asked, tell }
}

const keyRefused: ContentFailure = {
  kind: 'needs_key',
  message: 'The key is refused.',
  retryAfterSeconds: null,
}
const busy: ContentFailure = { kind: 'transient', message: 'The server is busy.', retryAfterSeconds: 7 }
const gone: ContentFailure = { kind: 'gone', message: 'It was deleted.', retryAfterSeconds: null }

/** An answer that sends the beginning of a file and then neither goes on nor ends. */
function hanging(beginning: string, signal: AbortSignal): Content {
  async function* chunks() {
    yield new TextEncoder().encode(beginning)
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  }
  return { kind: 'content', chunks: chunks() }
}

/** An answer that is cut behind a beginning. */
function cutAfter(beginning: string): Content {
  async function* chunks() {
    yield new TextEncoder().encode(beginning)
    throw new TypeError('network error')
  }
  return { kind: 'content', chunks: chunks() }
}

describe('an undisturbed batch', () => {
  it('crosses the network once, byte by byte, and is live while it runs', async () => {
    const { server, sync, tell } = setUp({ rows: 100 })
    for (let second = 0; second < 10; second += 1) {
      server.work(10)
      await tell()
      expect(sync.status()).toMatchObject({ rowsRead: (second + 1) * 10, rowsTotal: 100 })
    }
    const bytes = server.outputLines.reduce(
      (sum, line) => sum + new TextEncoder().encode(`${line}\n`).length,
      0,
    )
    expect(server.outputBytesSent).toBe(bytes)
    expect(sync.status()).toMatchObject({ phase: { kind: 'complete' }, batchRuns: false, input: 'read' })
  })

  it('tells of rows that will never have a result once that is known', async () => {
    const { server, sync, clock } = setUp({ rows: 3 })
    await clock.rest()
    const before = sync.status()
    sync.update({ ...server.batch(), status: 'cancelled' })
    await clock.rest()
    const after = sync.status()
    expect([before.outcomes.pending, after.outcomes.cancelled]).toEqual([3, 3])
    expect(after.version).not.toBe(before.version)
  })

  it('asks for nothing while the counts tell of nothing new', async () => {
    const { server, asked, tell } = setUp({ rows: 10 })
    server.work(4)
    await tell()
    const before = asked.length
    await tell()
    await tell()
    expect(asked).toHaveLength(before)
  })

  it('opens a finished batch with one request a file', async () => {
    const { server, sync, asked, tell } = setUp({ rows: 5 })
    server.work(5)
    server.errorLines.push(...server.outputLines.splice(0, 2))
    await tell()
    expect(asked.filter((request) => !request.startsWith('input'))).toEqual(['error 0', 'output 0'])
    expect(sync.phase()).toEqual({ kind: 'complete' })
  })
})

describe('a row that slipped in before the cursor', () => {
  it('is found while the batch still runs', async () => {
    const { server, sync, tell } = setUp({ rows: 50, slip: 6 })
    for (let second = 0; second < 8; second += 1) {
      server.work(5)
      await tell()
      await tell()
    }
    expect(sync.status()).toMatchObject({ phase: { kind: 'live' }, rowsRead: 40 })
  })
})

describe('a server that sends the whole file each time', () => {
  it('is asked seldom while the batch runs, and the page can say so', async () => {
    const { server, sync, asked, tell, clock } = setUp({ rows: 20, ignoresOffset: 1 })
    for (let second = 0; second < 8; second += 1) {
      server.work(2)
      await tell()
    }
    expect(asked.filter((request) => request.startsWith('output')).length).toBeLessThan(4)
    expect(sync.status().wholeFilesOnly).toBe(true)
    await clock.advance()
    expect(sync.status().rowsRead).toBe(16)
  })
})

describe('trouble', () => {
  it('is tried again when the server asks for it', async () => {
    let failures = 3
    const { server, sync, tell, clock } = setUp({ rows: 3 }, (fileId) => {
      if (fileId !== 'output' || failures === 0) return null
      failures -= 1
      return busy
    })
    server.work(3)
    await tell()
    expect(sync.phase()).toEqual({ kind: 'retrying', retryAt: 7000, attempts: 1, message: busy.message })
    for (let retry = 0; retry < 3; retry += 1) await clock.advance()
    expect(sync.phase()).toEqual({ kind: 'complete' })
  })

  it('is a connection on which nothing arrives for a minute: what came before it is kept', async () => {
    let hangs = true
    const { server, sync, asked, tell, clock } = setUp({ rows: 5 }, (fileId, _from, signal) => {
      if (fileId !== 'output' || !hangs) return null
      return hanging(`${server.outputLines.slice(0, 2).join('\n')}\n`, signal)
    })
    server.work(5)
    await tell()
    expect(sync.status()).toMatchObject({ phase: { kind: 'reading' }, rowsRead: 2 })
    await clock.advance()
    const message = 'The server sent nothing for a minute.'
    expect([clock.now(), sync.phase()]).toMatchObject([60_000, { kind: 'retrying', attempts: 1, message }])
    hangs = false
    await clock.advance()
    expect(asked.slice(-1)).toEqual(['output 2'])
    expect(sync.status()).toMatchObject({ phase: { kind: 'complete' }, rowsRead: 5 })
  })

  it('with the requests is left as long as the server asked, whatever is told of the batch', async () => {
    const { asked, tell, clock } = setUp({ rows: 3 }, (fileId) => (fileId === 'input' ? busy : null))
    const inputsAsked = () => asked.filter((request) => request.startsWith('input')).length
    await tell()
    await tell()
    expect(inputsAsked()).toBe(1)
    await clock.advance()
    expect([clock.now(), inputsAsked()]).toEqual([7000, 2])
  })

  it('with the requests means that rows are missing, though every result is here', async () => {
    let isBusy = true
    const { server, sync, tell, clock } = setUp({ rows: 3 }, (fileId) =>
      fileId === 'input' && isBusy ? busy : null,
    )
    server.work(3)
    await tell()
    expect([sync.phase().kind, holdsEveryRow(sync.status())]).toEqual(['complete', false])
    isBusy = false
    await clock.advance()
    expect(holdsEveryRow(sync.status())).toBe(true)
  })

  it('with the key waits for the person, and then goes on', async () => {
    let refused = true
    const { server, sync, tell, clock, asked } = setUp({ rows: 3 }, () => (refused ? keyRefused : null))
    server.work(3)
    await tell()
    expect(sync.phase()).toEqual({ kind: 'needs_key', message: keyRefused.message })
    const before = asked.length
    await clock.advance()
    expect(asked).toHaveLength(before)
    refused = false
    sync.retry()
    await clock.rest()
    expect(sync.status()).toMatchObject({ phase: { kind: 'complete' }, input: 'read' })
  })

  it('with a deleted file ends in saying so', async () => {
    const { server, sync, tell } = setUp({ rows: 3 }, (fileId) => (fileId === 'output' ? gone : null))
    server.work(3)
    await tell()
    expect(sync.phase()).toEqual({ kind: 'gone', message: gone.message })
    expect(sync.status().outcomes).toMatchObject({ missing: 3, pending: 0 })
  })

  it('with the counts ends in saying how many results lack', async () => {
    const { server, sync, tell, clock } = setUp({ rows: 5 })
    server.work(5)
    server.outputLines.splice(1, 2)
    const batch = { ...server.batch(), request_counts: { total: 5, completed: 5, failed: 0 } }
    sync.update(batch)
    await clock.rest()
    expect(sync.phase()).toEqual({ kind: 'checking' })
    for (let reading = 0; reading < 10; reading += 1) await clock.advance()
    expect(sync.phase()).toEqual({ kind: 'short', lacking: 2 })
    expect(sync.status().outcomes).toMatchObject({ succeeded: 3, missing: 2 })
    await tell()
    expect(sync.phase()).toEqual({ kind: 'complete' })
  })

  it('with one line leaves it out and says so', async () => {
    const { server, sync, tell, clock } = setUp({ rows: 5 })
    server.work(3)
    server.outputLines.splice(1, 0, '{"id": <html>')
    server.work(2)
    await tell()
    expect(sync.phase().kind).toBe('retrying')
    await clock.advance()
    expect(sync.status()).toMatchObject({ rowsRead: 5, unreadableLines: 1 })
  })
})

describe('a pause', () => {
  it('ends all asking, retries too, until the sync is resumed', async () => {
    const { server, sync, asked, tell, clock } = setUp({ rows: 6 }, (fileId) =>
      fileId === 'error' ? busy : null,
    )
    server.work(3)
    server.errorLines.push(...server.outputLines.splice(0, 1))
    await tell()
    expect(sync.phase().kind).toBe('retrying')
    sync.pause()
    const before = asked.length
    server.work(3)
    await tell()
    void clock.wait(60_000, new AbortController().signal)
    await clock.advance()
    expect([clock.now(), asked.length]).toEqual([60_000, before])
    sync.resume()
    await clock.rest()
    expect(asked.slice(before).toSorted()).toEqual(['error 0', 'output 2', 'output 5'])
  })

  it('before the beginning asks for nothing at all', async () => {
    const { server, sync, asked, clock } = setUp({ rows: 2 }, () => null, 'paused')
    server.work(2)
    await clock.rest()
    expect(asked).toEqual([])
    sync.resume()
    sync.update(server.batch())
    await clock.rest()
    expect(sync.phase()).toEqual({ kind: 'complete' })
  })
})

describe('the requests', () => {
  it('may be gone: results then stand in order of arrival', async () => {
    const { server, sync, tell } = setUp({ rows: 4, inputGone: true })
    server.work(4)
    await tell()
    expect(sync.status()).toMatchObject({ input: 'unavailable', rowsListed: 4, rowsTotal: 4 })
    expect(sync.table.at(0)).toEqual({ input: null, record: 0 })
  })

  it.each([0, 1])(
    'are all there where later lines read like the first (chance of ignored offsets %d)',
    async (ignoresOffset) => {
      let hasBeenCut = false
      const { server, sync, asked, tell, clock } = setUp(
        { rows: 6, ignoresOffset },
        (fileId, from) => {
          if (fileId !== 'input' || from > 0 || hasBeenCut) return null
          hasBeenCut = true
          return cutAfter(`${server.inputLines.slice(0, 2).join('\n')}\n`)
        },
        'paused',
      )
      server.inputLines.splice(2, 2, server.inputLines[0] ?? '', server.inputLines[1] ?? '')
      sync.resume()
      await tell()
      for (let retry = 0; retry < 3; retry += 1) await clock.advance()
      const texts = Array.from({ length: sync.table.input.count }, (_, row) => sync.table.input.text(row))
      expect(texts).toEqual(server.inputLines)
      expect(asked.filter((request) => request.startsWith('input'))).toEqual([
        'input 0',
        'input 2',
        'input 0',
      ])
    },
  )
})

describe('MemoryStore', () => {
  it('gives back what was put in, whatever the size', () => {
    const store = new MemoryStore({ pageBytes: 8 })
    const pieces = [3, 5, 1, 20, 0, 8, 2].map((length, index) => new Uint8Array(length).fill(index))
    const positions = pieces.map((piece) => store.append(piece))
    pieces.forEach((piece, index) => {
      expect(store.read(positions[index] ?? -1, piece.length)).toEqual(piece)
    })
  })
})
