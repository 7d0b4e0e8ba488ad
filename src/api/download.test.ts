import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Connection } from './connection.ts'
import { downloadLines } from './download.ts'

const connection: Connection = { id: 'x', name: 'x', baseUrl: 'http://127.0.0.1:9/v1', apiKey: null }
const lines = Array.from({ length: 40 }, (_, index) => JSON.stringify({ id: `row-${index}`, text: 'über' }))
const whole = `${lines.join('\n')}\n`

interface ServerOptions {
  /** Bytes after which each response breaks, in turn; the last one is whole. */
  cuts: readonly number[]
  honoursOffset: boolean
}

/** A server that streams the file and breaks the connection where it is told to. */
function serve({ cuts, honoursOffset }: ServerOptions): { offsets: (string | null)[] } {
  const offsets: (string | null)[] = []
  vi.stubGlobal('fetch', async (url: string) => {
    const offset = new URL(url).searchParams.get('offset')
    const cut = cuts[offsets.length]
    offsets.push(offset)
    const rows = honoursOffset ? lines.slice(Number(offset ?? 0)) : lines
    const bytes = new TextEncoder().encode(`${rows.join('\n')}\n`)
    let sent = false
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (!sent) {
          controller.enqueue(cut === undefined ? bytes : bytes.slice(0, cut))
          sent = true
        } else if (cut === undefined) controller.close()
        else controller.error(new TypeError('network error'))
      },
    })
    return new Response(body, { headers: { 'X-Incomplete': 'false' } })
  })
  return { offsets }
}

/** A server whose answers end cleanly with these texts, one for each request, the last one again and again. */
function answer(texts: readonly string[]): { offsets: (string | null)[] } {
  const offsets: (string | null)[] = []
  vi.stubGlobal('fetch', async (url: string) => {
    const text = texts[offsets.length] ?? texts.at(-1)
    offsets.push(new URL(url).searchParams.get('offset'))
    return new Response(text)
  })
  return { offsets }
}

function download(expectedLines: number | null = null) {
  return downloadLines(connection, 'file', {
    onProgress: () => undefined,
    signal: new AbortController().signal,
    expectedLines,
  })
}

/** The whole of a download that pauses between its requests. */
async function downloadWithPauses(expectedLines: number | null) {
  vi.useFakeTimers()
  const work = download(expectedLines)
  await vi.runAllTimersAsync()
  const { blob, lines: lineCount } = await work
  return { text: await blob.text(), lineCount }
}

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('a download', () => {
  it.each([true, false])(
    'that is cut goes on after its last whole line (offset honoured: %s)',
    async (honoursOffset) => {
      vi.useFakeTimers()
      const { offsets } = serve({ cuts: [333, 500], honoursOffset })
      const work = download()
      await vi.runAllTimersAsync()
      const { blob, incomplete } = await work
      expect(await blob.text()).toBe(whole)
      expect(incomplete).toBe(false)
      expect(offsets).toHaveLength(3)
      expect(Number(offsets[1])).toBeGreaterThan(0)
    },
  )

  it('that falls silent is asked for again', async () => {
    vi.useFakeTimers()
    const [first = '', ...others] = lines
    const offsets: (string | null)[] = []
    vi.stubGlobal('fetch', async (url: string, { signal }: { signal: AbortSignal }) => {
      offsets.push(new URL(url).searchParams.get('offset'))
      if (offsets.length > 1) return new Response(`${others.join('\n')}\n`)
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(new TextEncoder().encode(`${first}\n`))
          signal.addEventListener('abort', () => controller.error(signal.reason))
        },
      })
      return new Response(body)
    })
    const work = download()
    await vi.advanceTimersByTimeAsync(59_000)
    expect(offsets).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(60_000)
    const { blob } = await work
    expect(await blob.text()).toBe(whole)
    expect(offsets).toEqual([null, '1'])
  })

  it('gives up after five failures without a new line, and says why', async () => {
    vi.useFakeTimers()
    serve({ cuts: [3, 3, 3, 3, 3, 3, 3], honoursOffset: true })
    const failure = download().catch((error: unknown) => error)
    await vi.runAllTimersAsync()
    expect(await failure).toMatchObject({ kind: 'network' })
  })

  it('keeps every byte: blank lines, line ends, and a last line without one', async () => {
    const text = '\r\n{"id":"a"}\r\n \n{"id":"b"}'
    vi.stubGlobal('fetch', async () => new Response(text, { headers: { 'X-Incomplete': 'true' } }))
    const { blob, incomplete } = await download()
    expect(await blob.text()).toBe(text)
    expect(incomplete).toBe(true)
  })

  it('takes an answer that ends inside a line for a cut one', async () => {
    const { offsets } = answer(['{"id":"a"}\n{"id":"b","te', '{"id":"b","text":1}\n'])
    expect(await downloadWithPauses(null)).toEqual({
      text: '{"id":"a"}\n{"id":"b","text":1}\n',
      lineCount: 2,
    })
    expect(offsets).toEqual([null, '1'])
  })

  it('keeps a last line that is no JSON once it has come twice', async () => {
    answer(['{"id":"a"}\nhello', 'hello'])
    expect(await downloadWithPauses(null)).toEqual({ text: '{"id":"a"}\nhello', lineCount: 1 })
  })

  it('reads on until the lines that the batch counts are there, each on its own line', async () => {
    const { offsets } = answer(['{"id":"a"}', '{"id":"b"}\n', '{"id":"c"}\n'])
    expect(await downloadWithPauses(3)).toEqual({
      text: '{"id":"a"}\n{"id":"b"}\n{"id":"c"}\n',
      lineCount: 3,
    })
    expect(offsets).toEqual([null, '1', '2'])
  })

  it('ends with what is there when a further reading brings nothing new', async () => {
    const { offsets } = answer(['{"id":"a"}\n', ''])
    expect(await downloadWithPauses(3)).toEqual({ text: '{"id":"a"}\n', lineCount: 1 })
    expect(offsets).toEqual([null, '1'])
  })

  it('ends with what is there when the server refuses to be read past its end', async () => {
    let requests = 0
    vi.stubGlobal('fetch', async () => {
      requests += 1
      return requests === 1 ? new Response('{"id":"a"}\n') : new Response('no', { status: 416 })
    })
    expect(await downloadWithPauses(2)).toEqual({ text: '{"id":"a"}\n', lineCount: 1 })
  })

  it('is the same bytes and the same count however they arrive', async () => {
    const texts = fc
      .array(fc.constantFrom('{"id":"a"}', '{"id":"ü","text":"東京"}', '', ' \t', '{}\r'), { maxLength: 30 })
      .map((rows) => `{"id":"first"}\n${rows.map((row) => `${row}\n`).join('')}`)
    await fc.assert(
      fc.asyncProperty(texts, fc.array(fc.nat({ max: 400 }), { maxLength: 6 }), async (text, cuts) => {
        const bytes = new TextEncoder().encode(text)
        vi.stubGlobal('fetch', async () => {
          const places = [...cuts, bytes.length].toSorted((one, other) => one - other)
          const body = new ReadableStream<Uint8Array>({
            start(controller) {
              let from = 0
              for (const place of places) {
                controller.enqueue(bytes.slice(from, place))
                from = Math.min(place, bytes.length)
              }
              controller.close()
            },
          })
          return new Response(body)
        })
        const { blob, lines: lineCount } = await download()
        expect(await blob.text()).toBe(text)
        expect(lineCount).toBe(text.split('\n').filter((line) => line.trim() !== '').length)
      }),
    )
  })
})
