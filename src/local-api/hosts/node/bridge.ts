import type { IncomingMessage, ServerResponse } from 'node:http'

/** How long and how far the rest of a refused upload is read, so that the client gets to see the answer. */
const DRAIN_MS = 15_000

/** The headers whose capitals scripts look for, such as the guide's `grep "X-Incomplete: true"`. */
function wireName(name: string): string {
  return name.replaceAll(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase())
}

function bodyOf(incoming: IncomingMessage): ReadableStream<Uint8Array> | null {
  if (incoming.method === 'GET' || incoming.method === 'HEAD') return null
  // Not by its iterator, which closes the connection when reading ends early: a refusal could not be seen.
  let isCancelled = false
  incoming.pause()
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        incoming.on('data', (chunk: Uint8Array) => {
          incoming.pause()
          controller.enqueue(chunk)
        })
        incoming.once('end', () => {
          if (!isCancelled) controller.close()
        })
        incoming.once('error', (error) => controller.error(error))
      },
      pull: () => {
        incoming.resume()
      },
      cancel: () => {
        isCancelled = true
        discard(incoming)
      },
    },
    { highWaterMark: 0 },
  )
}

function toRequest(incoming: IncomingMessage, signal: AbortSignal): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? 'localhost'}`)
  const body = bodyOf(incoming)
  return new Request(url, {
    method: incoming.method ?? 'GET',
    headers,
    signal,
    ...(body ? { body, duplex: 'half' } : {}),
  })
}

/** Resolves when more can be written, or when nobody reads any more. */
function writableAgain(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const proceed = () => {
      outgoing.off('drain', proceed)
      outgoing.off('close', proceed)
      resolve()
    }
    outgoing.on('drain', proceed)
    outgoing.on('close', proceed)
  })
}

async function send(response: Response, outgoing: ServerResponse, isHead: boolean): Promise<void> {
  const reader = response.body?.getReader()
  // A body that breaks before its first byte must not look like an answer.
  const first = await reader?.read()
  const headers: Record<string, string> = {}
  for (const [name, value] of response.headers) headers[wireName(name)] = value
  outgoing.writeHead(response.status, headers)
  if (isHead || !reader) {
    await reader?.cancel()
    outgoing.end()
    return
  }
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) reader.cancel().catch(() => undefined)
  })
  for (let read = first; read && !read.done; read = await reader.read()) {
    if (!outgoing.write(read.value) && !outgoing.destroyed) await writableAgain(outgoing)
    if (outgoing.destroyed) return
  }
  outgoing.end()
}

/** Reads the rest of a body away. */
function discard(incoming: IncomingMessage): void {
  incoming.removeAllListeners('data')
  incoming.resume()
}

/** Reads away what a client still sends although it has its answer, then closes the connection. */
function drain(incoming: IncomingMessage): void {
  if (incoming.complete || incoming.destroyed) return
  const timer = setTimeout(() => incoming.destroy(), DRAIN_MS)
  incoming.once('close', () => clearTimeout(timer))
  discard(incoming)
}

async function answer(
  handle: (request: Request) => Promise<Response>,
  incoming: IncomingMessage,
  signal: AbortSignal,
): Promise<Response> {
  let request: Request
  try {
    request = toRequest(incoming, signal)
  } catch {
    return new Response('Bad request', { status: 400 })
  }
  try {
    return await handle(request)
  } catch (error) {
    console.error(error)
    return new Response('Internal server error', { status: 500 })
  }
}

/**
 * Serves Node's HTTP messages with a function from `Request` to `Response`. Header names go out in
 * capitals, bodies keep to the pace of the client, and a body that fails breaks the connection, since
 * after the status line nothing else can tell the client that it is not whole.
 */
export function createListener(handle: (request: Request) => Promise<Response>) {
  return (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const gone = new AbortController()
    outgoing.once('close', () => gone.abort())
    const answered = (async () => {
      const response = await answer(handle, incoming, gone.signal)
      await send(response, outgoing, incoming.method === 'HEAD')
      drain(incoming)
    })()
    answered.catch(() => {
      outgoing.destroy()
    })
  }
}
