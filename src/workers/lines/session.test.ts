import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { FetchContent } from '../../results/ports.ts'
import { VirtualClock } from '../../results/testing/virtual-clock.ts'
import { LinesHost } from './lines-host.ts'
import type { FromWorker, LineSource, LinesStatus, ToWorker } from './messages.ts'
import { LinesSession } from './session.ts'

const connection = { id: 'c', name: 'Test', baseUrl: 'http://127.0.0.1/v1', apiKey: null }
const stored: LineSource = { kind: 'stored', connection, fileId: 'f', expectedBytes: 0 }
const signal = new AbortController().signal
const encoder = new TextEncoder()

function requestLine(id: string, content: string): string {
  const body = { model: 'a/model', messages: [{ role: 'user', content }] }
  return JSON.stringify({ custom_id: id, method: 'POST', url: '/v1/chat/completions', body })
}

const FILE = [1, 2, 3, 4, 5].map((row) => requestLine(`row-${row}`, `Question ${row}`)).join('\n')

/** A worker that only notes what it is told, and says what a test wants. */
class SilentWorker extends EventTarget {
  readonly heard: ToWorker[] = []
  isTerminated = false

  postMessage(message: ToWorker): void {
    this.heard.push(message)
  }

  terminate(): void {
    this.isTerminated = true
  }

  say(message: FromWorker): void {
    this.dispatchEvent(new MessageEvent('message', { data: message }))
  }
}

/** A worker that works, in this very thread. */
class HostingWorker extends SilentWorker {
  readonly #host: LinesHost

  constructor(clock: VirtualClock, fetchContent: FetchContent) {
    super()
    const post = (message: FromWorker) => this.say(message)
    this.#host = new LinesHost({ clock, post, fetchContentFrom: () => fetchContent })
  }

  override postMessage(message: ToWorker): void {
    super.postMessage(message)
    this.#host.receive(message)
  }
}

const noServer: FetchContent = () => Promise.reject(new Error('No server here.'))

function openWith(source: LineSource, fetchContent: FetchContent, clock = new VirtualClock()): LinesSession {
  return new LinesSession(() => new HostingWorker(clock, fetchContent), source)
}

function openText(text: string): LinesSession {
  return openWith({ kind: 'local', file: new File([text], 'a.jsonl') }, noServer)
}

/** An answer that brings these chunks and then ends, or breaks off. */
function answers(...rounds: { chunks: readonly string[]; isCut?: boolean }[]): FetchContent {
  let round = 0
  return async () => {
    const { chunks = [], isCut = false } = rounds[round] ?? {}
    round += 1
    return {
      kind: 'content',
      chunks: (async function* () {
        for (const chunk of chunks) yield encoder.encode(chunk)
        if (isCut) throw new TypeError('network error')
      })(),
    }
  }
}

/** Waits until a session is in this phase. */
function until(session: LinesSession, phase: LinesStatus['phase']['kind']): Promise<LinesStatus> {
  return new Promise((resolve) => {
    const look = () => {
      const state = session.state()
      if (state.kind === 'open' && state.status.phase.kind === phase) resolve(state.status)
    }
    session.subscribe(look)
    look()
  })
}

/** Lets time pass until a session is in this phase. */
async function passUntil(
  session: LinesSession,
  clock: VirtualClock,
  phase: LinesStatus['phase']['kind'],
): Promise<LinesStatus> {
  for (;;) {
    await clock.advance()
    const state = session.state()
    if (state.kind === 'open' && state.status.phase.kind === phase) return state.status
  }
}

describe('the lines of a file of this computer', () => {
  it('are counted, listed and read whole', async () => {
    const session = openText(`\n${FILE}\n\n`)
    expect(await until(session, 'complete')).toMatchObject({ lines: 5, numbered: 7, isFull: false })
    const lines = await session.window(3, 10, signal)
    expect(lines.map(({ index, line, customId, text }) => ({ index, line, customId, text }))).toEqual([
      { index: 3, line: 5, customId: 'row-4', text: 'Question 4' },
      { index: 4, line: 6, customId: 'row-5', text: 'Question 5' },
    ])
    expect(await session.line(0, signal)).toMatchObject({ line: 2, content: { customId: 'row-1' } })
    expect(await session.line(5, signal)).toBeNull()
  })

  it('are found by number, also where a line is blank or does not exist', async () => {
    const session = openText('{}\n\n{}')
    await until(session, 'complete')
    expect(await session.place(1, signal)).toEqual({
      kind: 'here',
      line: 1,
      index: 0,
      previous: null,
      next: 3,
    })
    expect(await session.place(2, signal)).toEqual({ kind: 'blank', line: 2, previous: 1, next: 3 })
    expect(await session.place(9, signal)).toEqual({ kind: 'beyond', line: 9, previous: 3, next: null })
  })

  it('are found by their custom_id, exactly', async () => {
    const session = openText(`${requestLine('row-10', 'row-1')}\n\n${FILE}`)
    expect(await session.find('row-1', signal)).toBe(3)
    expect(await session.find('ROW-1', signal)).toBeNull()
  })

  it('are searched whole', async () => {
    const session = openText(FILE)
    const found: number[] = []
    await session.search('question', (lines) => found.push(...lines), signal)
    expect(found).toEqual([1, 2, 3, 4, 5])
    await session.search('ON 3', (lines) => found.push(...lines), signal)
    expect(found.at(-1)).toBe(3)
  })

  it('may be too long to be read as requests', async () => {
    const long = requestLine('long', 'x'.repeat(2 * 1024 * 1024))
    const absurd = requestLine('absurd', 'x'.repeat(17 * 1024 * 1024))
    const session = openText(`${long}\n${FILE}\n${absurd}`)
    await until(session, 'complete')
    const [first, second] = await session.window(0, 10, signal)
    expect(first).toMatchObject({ customId: 'long', model: 'a/model', isLong: true })
    expect(second).toMatchObject({ customId: 'row-1', isLong: false })
    expect(await session.line(0, signal)).toMatchObject({ content: { kind: 'request', customId: 'long' } })
    const last = await session.line(6, signal)
    expect(last).toMatchObject({ content: null, line: 7 })
    expect(last?.beginning.startsWith('{"custom_id":"absurd"')).toBe(true)
  })

  it('are lost when the file is moved or changed, and the page hears of it', async () => {
    const file = new File([FILE], 'a.jsonl')
    const session = openWith({ kind: 'local', file }, noServer)
    await until(session, 'complete')
    const moved = () => Promise.reject(new DOMException('It was changed.', 'NotReadableError'))
    file.slice = () => Object.assign(new Blob(), { arrayBuffer: moved })
    await expect(session.window(0, 1, signal)).rejects.toThrow('It was changed.')
    expect((await until(session, 'failed')).phase).toMatchObject({ reason: 'moved' })
    const unreadable = openWith({ kind: 'local', file }, noServer)
    expect((await until(unreadable, 'failed')).phase).toMatchObject({ reason: 'moved' })
  })

  it('may be none at all', async () => {
    expect(await until(openText(''), 'complete')).toMatchObject({ lines: 0, bytesRead: 0 })
    expect(await openText('\n \n').place(1, signal)).toMatchObject({ kind: 'beyond', previous: null })
  })
})

describe('the lines of a stored file', () => {
  it('can be read while more of them arrive', async () => {
    let goOn: () => void = () => undefined
    const gate = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const session = openWith(stored, async () => ({
      kind: 'content',
      chunks: (async function* () {
        yield encoder.encode(`${FILE}\n`)
        await gate
        yield encoder.encode(`${requestLine('late', 'Question 6')}\n`)
      })(),
    }))
    await vi.waitFor(() => expect(session.state()).toMatchObject({ status: { lines: 5 } }))
    expect(await session.window(4, 10, signal)).toMatchObject([{ customId: 'row-5' }])
    const found = session.find('late', signal)
    goOn()
    expect(await found).toBe(6)
    expect(await until(session, 'complete')).toMatchObject({ lines: 6 })
  })

  it('are the same however the answer is cut into chunks and however often it breaks off', async () => {
    const text = `${FILE}\n\n${requestLine('ü', 'Größe')}`
    const cuts = fc.array(fc.nat(text.length), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(cuts, async (places) => {
        const growing = places.toSorted((a, b) => a - b)
        const rounds = growing.map((place) => ({ chunks: [text.slice(0, place)], isCut: true }))
        const middle = growing[0] ?? 0
        const clock = new VirtualClock()
        const whole = { chunks: [text.slice(0, middle), text.slice(middle)] }
        const session = openWith(stored, answers(...rounds, whole), clock)
        expect(await passUntil(session, clock, 'complete')).toMatchObject({ lines: 6, numbered: 7 })
        const lines = await session.window(0, 10, signal)
        expect(lines.map(({ customId }) => customId)).toEqual([
          'row-1',
          'row-2',
          'row-3',
          'row-4',
          'row-5',
          'ü',
        ])
      }),
      { numRuns: 40 },
    )
  })

  it('say that the file is gone, and are read when it is there again', async () => {
    let isThere = false
    const session = openWith(stored, (...asked) =>
      isThere
        ? answers({ chunks: [FILE] })(...asked)
        : Promise.resolve({ kind: 'gone', message: 'Not there.', retryAfterSeconds: null }),
    )
    expect((await until(session, 'failed')).phase).toEqual({
      kind: 'failed',
      reason: 'gone',
      message: 'Not there.',
    })
    isThere = true
    session.retry()
    expect(await until(session, 'complete')).toMatchObject({ lines: 5 })
  })

  it('are given up after five attempts without a new byte; what was read stays', async () => {
    const clock = new VirtualClock()
    const cut = { chunks: [`${FILE}\n`], isCut: true }
    const session = openWith(stored, answers(cut, cut, cut, cut, cut, cut, cut), clock)
    expect(await passUntil(session, clock, 'failed')).toMatchObject({
      lines: 5,
      phase: { reason: 'unreadable' },
    })
    expect(await session.window(0, 1, signal)).toHaveLength(1)
    expect(await session.find('row-9', signal)).toBeNull()
  })
})

describe('a question to the worker', () => {
  it('ends when nobody waits for it any more, and the worker hears of it', async () => {
    const worker = new SilentWorker()
    const session = new LinesSession(() => worker, stored)
    const asking = new AbortController()
    const answer = session.line(1, asking.signal)
    asking.abort(new Error('left'))
    await expect(answer).rejects.toThrow('left')
    expect(worker.heard.at(-1)).toEqual({ kind: 'drop', id: 1 })
    await expect(session.line(1, asking.signal)).rejects.toThrow('left')
  })

  it('ends when the worker dies, and a new worker begins anew', async () => {
    const workers: SilentWorker[] = []
    const session = new LinesSession(() => {
      const worker = new SilentWorker()
      workers.push(worker)
      return worker
    }, stored)
    const answer = session.window(0, 1, signal)
    workers[0]?.dispatchEvent(Object.assign(new Event('error'), { message: 'Out of memory' }))
    await expect(answer).rejects.toThrow('Out of memory')
    await expect(session.place(1, signal)).rejects.toThrow('Out of memory')
    expect(session.state()).toEqual({ kind: 'died', cause: 'broken', message: 'Out of memory' })
    session.restart()
    expect(session.state()).toEqual({ kind: 'opening' })
    expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, false])
  })

  it('is refused when the worker refuses it, and ends with the session', async () => {
    const worker = new SilentWorker()
    const session = new LinesSession(() => worker, stored)
    const refused = session.line(1, signal)
    worker.say({ kind: 'refused', id: 1, message: 'Not now.' })
    await expect(refused).rejects.toThrow('Not now.')
    const open = session.search('a', () => undefined, signal)
    session.dispose()
    await expect(open).rejects.toThrow('The file was closed.')
  })
})
