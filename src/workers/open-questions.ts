import { MissingCode } from '../lib/missing-code.ts'

/** The part of a `Worker` that a session uses. */
export type WorkerLike = Pick<Worker, 'postMessage' | 'addEventListener' | 'terminate'>

/** The worker ended before it answered: it ran out of memory, or its code failed. */
export class WorkerDied extends Error {
  override readonly name = 'WorkerDied'
}

/** Why a worker can answer no more: it broke, or its code could not be fetched. The message is in words for people. */
export interface Death {
  cause: 'broken' | 'code_missing'
  message: string
  /** How code was missing, for experts. */
  reason?: string | undefined
}

interface Pending<Reply> {
  resolve: (reply: Reply) => void
  reject: (reason: unknown) => void
}

/** What the kinds of replies have in common: each answers the question of the same kind. */
interface OfKind {
  kind: string
}

type ReplyTo<Reply extends OfKind, Question extends OfKind> = Extract<Reply, { kind: Question['kind'] }>

/**
 * The questions that a worker has not answered yet, each under a number of its own. Every question ends: answered,
 * refused, aborted, or with `WorkerDied` when the worker or its session ends first.
 */
export class OpenQuestions<Reply extends OfKind> {
  readonly #pending = new Map<number, Pending<Reply>>()
  #nextId = 1

  /**
   * Puts a question.
   * @param send hands it to the worker under its number
   * @param drop tells the worker that nobody waits any more
   * @throws Error in the words of the worker that refuses; WorkerDied; the signal's reason when it aborts
   */
  async ask<Question extends OfKind>(
    question: Question,
    signal: AbortSignal,
    send: (id: number) => void,
    drop?: (id: number) => void,
  ): Promise<ReplyTo<Reply, Question>> {
    signal.throwIfAborted()
    const id = this.#nextId
    this.#nextId += 1
    const { promise, resolve, reject } = Promise.withResolvers<Reply>()
    const forget = () => {
      drop?.(id)
      reject(signal.reason)
    }
    this.#pending.set(id, { resolve, reject })
    signal.addEventListener('abort', forget)
    try {
      send(id)
      const reply = await promise
      if (!answers(reply, question)) throw new WorkerDied('The worker gave the answer to another question.')
      return reply
    } finally {
      this.#pending.delete(id)
      signal.removeEventListener('abort', forget)
    }
  }

  /** Hands an answer to whoever asked, if anybody still waits for it. */
  answer(id: number, reply: Reply): void {
    this.#pending.get(id)?.resolve(reply)
  }

  /** Ends a question with the worker's reason, in words for people. */
  refuse(id: number, reason: Error): void {
    this.#pending.get(id)?.reject(reason)
  }

  /** Ends every question with `WorkerDied`. */
  endAll(message: string): void {
    for (const { reject } of this.#pending.values()) reject(new WorkerDied(message))
  }
}

function answers<Reply extends OfKind, Question extends OfKind>(
  reply: Reply,
  { kind }: Question,
): reply is ReplyTo<Reply, Question> {
  return reply.kind === kind
}

/**
 * Why a worker ended. The event names an error of code that runs; it names none where there is no code to run.
 * @param event its `error`
 * @param hasSpoken whether it has ever said anything: its code is there then
 */
export function deathOf(event: Event, hasSpoken: boolean): Death {
  const message = 'message' in event && typeof event.message === 'string' ? event.message : ''
  if (message === '' && !hasSpoken) return { cause: 'code_missing', message: new MissingCode().message }
  return { cause: 'broken', message: message || 'The worker stopped unexpectedly.' }
}

/**
 * Listens to a worker.
 * @param onDeath told when it can answer no more
 */
export function listenTo<Message>(
  worker: WorkerLike,
  onMessage: (message: Message) => void,
  onDeath: (death: Death) => void,
): void {
  let hasSpoken = false
  const breakDown = (message: string) => onDeath({ cause: 'broken', message })
  worker.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    hasSpoken = true
    onMessage(data)
  })
  worker.addEventListener('error', (event) => {
    event.preventDefault()
    onDeath(deathOf(event, hasSpoken))
  })
  worker.addEventListener('messageerror', () => breakDown('The worker sent something unreadable.'))
}
