import * as z from 'zod/mini'
import { ApiFailure } from './errors.ts'

const Effect = z.discriminatedUnion('kind', [
  /** Answers with this status and body instead of serving the request. */
  z.object({
    kind: z.literal('status'),
    status: z.number(),
    body: z.optional(z.string()),
    contentType: z.optional(z.string()),
    retryAfterSeconds: z.optional(z.number()),
  }),
  /** Serves the request and cuts the connection after this many bytes of the body. */
  z.object({ kind: z.literal('cut'), afterBytes: z.number() }),
  /** Cuts the connection instead of answering. */
  z.object({ kind: z.literal('drop') }),
  /** Waits this long before serving the request. */
  z.object({ kind: z.literal('delay'), milliseconds: z.number() }),
  /** Serves file contents from the start whatever `offset`, `skip` and `limit` say. */
  z.object({ kind: z.literal('ignore-offset') }),
])
export type Effect = z.infer<typeof Effect>

/** A disturbance for the next matching requests. */
export const ChaosRule = z.object({
  /** `GET`, `POST`, …; any when missing. */
  method: z.optional(z.string()),
  /** A part of the path and query, for example `/content`; any when missing. */
  path: z.optional(z.string()),
  /** How many requests it strikes; until it is removed when missing. */
  times: z.optional(z.number()),
  /** How many matching requests are served untouched first. */
  skip: z.optional(z.number()),
  effect: Effect,
})
export type ChaosRule = z.infer<typeof ChaosRule>

interface ActiveRule {
  rule: ChaosRule
  toSkip: number
  left: number
}

/** The disturbances of one workspace, in the order they were added. */
export class ChaosRules {
  #active: ActiveRule[] = []

  add(rule: ChaosRule): void {
    this.#active.push({ rule, toSkip: rule.skip ?? 0, left: rule.times ?? Number.POSITIVE_INFINITY })
  }

  clear(): void {
    this.#active = []
  }

  /** The effect of the first rule that strikes this request; uses the rule up. */
  strike(method: string, pathAndQuery: string): Effect | null {
    for (const active of this.#active) {
      const { rule } = active
      if (rule.method !== undefined && rule.method !== method) continue
      if (rule.path !== undefined && !pathAndQuery.includes(rule.path)) continue
      if (active.toSkip > 0) {
        active.toSkip -= 1
        continue
      }
      active.left -= 1
      this.#active = this.#active.filter((candidate) => candidate.left > 0)
      return rule.effect
    }
    return null
  }
}

class CutConnection extends Error {
  constructor() {
    super('The connection was cut on purpose.')
    this.name = 'CutConnection'
  }
}

/** Gives what was sent the time to leave the machine; a connection that breaks at once takes it along. */
const BREATH_MS = 20

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}

function cutBody(body: ReadableStream<Uint8Array> | null, afterBytes: number): ReadableStream<Uint8Array> {
  const reader = body?.getReader()
  let left = afterBytes
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { value } = left > 0 && reader ? await reader.read() : { value: undefined }
      if (value) {
        controller.enqueue(value.subarray(0, left))
        left -= value.length
        return
      }
      await reader?.cancel()
      await pause(BREATH_MS)
      controller.error(new CutConnection())
    },
    cancel: (reason) => reader?.cancel(reason),
  })
}

/** The same answer with a body that breaks after some bytes, wherever that is in a line or a character. */
export function cutResponse(response: Response, afterBytes: number): Response {
  return new Response(cutBody(response.body, afterBytes), response)
}

/**
 * What an effect does before a request is served: it may wait, or answer in the server's place.
 * @throws ApiFailure for a status without a body, rendered in the personality's form
 */
export async function applyBefore(effect: Effect): Promise<Response | null> {
  switch (effect.kind) {
    case 'status': {
      const { status, body, contentType = 'application/json', retryAfterSeconds } = effect
      const retry = retryAfterSeconds === undefined ? {} : { retryAfterSeconds }
      if (body === undefined) throw new ApiFailure(status, `Simulated failure (HTTP ${status}).`, retry)
      const headers = new Headers({ 'content-type': contentType })
      if (retryAfterSeconds !== undefined) headers.set('retry-after', String(retryAfterSeconds))
      return new Response(body, { status, headers })
    }
    case 'drop':
      return new Response(cutBody(null, 0))
    case 'delay':
      await pause(effect.milliseconds)
      return null
    case 'cut':
    case 'ignore-offset':
      return null
  }
}
