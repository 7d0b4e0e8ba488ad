import { beforeEach, expect, it } from 'vitest'
import { ownExpression } from '../../results/find/expression.ts'
import { MissingCode } from '../../lib/missing-code.ts'
import type { FromPattern, PatternTask } from './pattern-messages.ts'
import { PatternRunner } from './pattern-runner.ts'

/** An expression that cannot be handed to a worker. */
const REFUSED = 'refused'

/** A worker that says what a test wants. */
class FakeWorker extends EventTarget {
  readonly heard: PatternTask[] = []
  hasEnded = false

  postMessage(task: PatternTask): void {
    if (task.kind === 'test' && task.expression.source === REFUSED) throw new Error('could not be cloned')
    this.heard.push(task)
  }

  terminate(): void {
    this.hasEnded = true
  }

  say(message: FromPattern): void {
    this.dispatchEvent(new MessageEvent('message', { data: message }))
  }
}

let workers: FakeWorker[]
/** What is to be called back, by how long it takes. */
let due: Map<number, () => void>
let runner: PatternRunner

const ports = {
  spawn: () => {
    const worker = new FakeWorker()
    workers.push(worker)
    return worker
  },
  after: (milliseconds: number, callBack: () => void) => {
    due.set(milliseconds, callBack)
    return () => due.delete(milliseconds)
  },
}

beforeEach(() => {
  workers = []
  due = new Map()
  runner = new PatternRunner(undefined, ports)
})

const task = (source: string): PatternTask => ({
  kind: 'test',
  expression: ownExpression(source, false),
  task: { texts: [['a']], lines: [] },
})
const turn = () => new Promise((resolve) => setTimeout(resolve))
const hit: FromPattern = { kind: 'test', hits: [true] }

it('runs one task after the other in one worker, which is ended when nobody needs it', async () => {
  const both = Promise.all([runner.run(task('a')), runner.run(task('b'))])
  await turn()
  expect(workers[0]?.heard).toEqual([task('a')])
  workers[0]?.say({ kind: 'ready' })
  workers[0]?.say(hit)
  await turn()
  expect(workers[0]?.heard).toEqual([task('a'), task('b')])
  workers[0]?.say({ kind: 'test', hits: [false] })
  expect(await both).toEqual([hit, { kind: 'test', hits: [false] }])
  expect([...due.keys()]).toEqual([10_000])
  due.get(10_000)?.()
  expect(workers.map(({ hasEnded }) => hasEnded)).toEqual([true])
})

it('gives up what takes too long, counted from when its code runs, and goes on with the next', async () => {
  const endless = runner.run(task('(a+)+$'))
  const next = runner.run(task('a'))
  await turn()
  expect([...due.keys()]).toEqual([30_000])
  workers[0]?.say({ kind: 'ready' })
  expect([...due.keys()]).toEqual([3000])
  due.get(3000)?.()
  expect(await endless).toBeNull()
  expect(workers[0]?.hasEnded).toBe(true)
  await turn()
  workers[1]?.say({ kind: 'ready' })
  workers[1]?.say(hit)
  expect(await next).toEqual(hit)
})

it('has only as much patience as it is given', async () => {
  const impatient = new PatternRunner(750, ports)
  const endless = impatient.run(task('(a+)+$'))
  await turn()
  workers[0]?.say({ kind: 'ready' })
  expect([...due.keys()]).toEqual([750])
  due.get(750)?.()
  expect(await endless).toBeNull()
})

it('ends what nobody waits for any more, and never begins what was waiting for it', async () => {
  const [first, second] = [new AbortController(), new AbortController()]
  const running = runner.run(task('(a+)+$'), first.signal)
  const waiting = runner.run(task('b'), second.signal)
  const last = runner.run(task('c'))
  await turn()
  second.abort(new Error('typed on'))
  first.abort(new Error('typed on'))
  await expect(running).rejects.toThrow('typed on')
  await expect(waiting).rejects.toThrow('typed on')
  await turn()
  expect(workers.map(({ hasEnded }) => hasEnded)).toEqual([true, false])
  expect(workers[1]?.heard).toEqual([task('c')])
  workers[1]?.say(hit)
  expect(await last).toEqual(hit)
})

it('tells code that is missing from code that fails, and fetches it again', async () => {
  const missing = runner.run(task('a'))
  await turn()
  workers[0]?.dispatchEvent(new Event('error'))
  await expect(missing).rejects.toBeInstanceOf(MissingCode)
  const failing = runner.run(task('a'))
  await turn()
  workers[1]?.say({ kind: 'ready' })
  workers[1]?.dispatchEvent(Object.assign(new Event('error'), { message: 'too much recursion' }))
  expect(await failing).toBeNull()
  const again = runner.run(task('a'))
  await turn()
  workers[2]?.say(hit)
  expect(await again).toEqual(hit)
})

it('gives up code that does not come, and fetches it again', async () => {
  const stalled = runner.run(task('a'))
  await turn()
  due.get(30_000)?.()
  await expect(stalled).rejects.toBeInstanceOf(MissingCode)
  expect(workers[0]?.hasEnded).toBe(true)
  const again = runner.run(task('a'))
  await turn()
  workers[1]?.say({ kind: 'ready' })
  workers[1]?.say(hit)
  expect(await again).toEqual(hit)
  expect([...due.keys()]).toEqual([10_000])
})

it('goes on after a task that cannot be handed over', async () => {
  const refused = runner.run(task(REFUSED))
  const next = runner.run(task('b'))
  await expect(refused).rejects.toThrow('could not be cloned')
  expect(workers[0]?.hasEnded).toBe(true)
  await turn()
  expect(workers[1]?.heard).toEqual([task('b')])
  workers[1]?.say({ kind: 'ready' })
  workers[1]?.say(hit)
  expect(await next).toEqual(hit)
  expect([...due.keys()]).toEqual([10_000])
})

it('lets go at once of a task that still waits for its turn', async () => {
  const leaving = new AbortController()
  const running = runner.run(task('a'))
  const waiting = runner.run(task('b'), leaving.signal)
  await turn()
  leaving.abort(new Error('typed on'))
  await expect(waiting).rejects.toThrow('typed on')
  await expect(runner.run(task('c'), leaving.signal)).rejects.toThrow('typed on')
  expect(workers.map(({ hasEnded }) => hasEnded)).toEqual([false])
  workers[0]?.say(hit)
  expect(await running).toEqual(hit)
  await turn()
  expect(workers[0]?.heard).toEqual([task('a')])
})
