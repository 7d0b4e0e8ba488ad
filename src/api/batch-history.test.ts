import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Batch } from '../contract/batch.ts'
import { type BatchPlan, readHistory, type StartedBatch } from '../domain/estimate/history.ts'
import { batchEndsQuery, restRecorder, startRecorder } from './batch-history.ts'
import type { Connection } from './connection.ts'

const connection: Connection = { id: 'here', name: 'here', baseUrl: 'http://127.0.0.1:9/v1', apiKey: null }

const PLAN: BatchPlan = {
  file: { name: 'rivers.jsonl', bytes: 100, fingerprint: 'sha256:1' },
  models: [{ model: 'm', form: 'text', requests: 100, choices: 100, estimatedInput: 1_000 }],
  cost: { low: '1', likely: '2', high: '4' },
}

const batch = (id: string, fields: object = {}) =>
  Batch.parse({ id, status: 'completed', input_file_id: 'file-1', created_at: 1, ...fields })

let kept = new Map<string, string>()

function history(): StartedBatch[] {
  return readHistory(JSON.parse(kept.get('batch-console.batch-history') ?? 'null'))
}

/** Answers each path below `/v1` with a status and a body; everything else is not there. */
function serve(answers: Record<string, object>): void {
  vi.stubGlobal('fetch', async (url: string) => {
    const body = answers[new URL(url).pathname.replace('/v1', '')]
    return body ? Response.json(body) : Response.json({ message: 'not there' }, { status: 404 })
  })
}

const learn = () => new QueryClient().query(batchEndsQuery(connection, history()))

beforeEach(() => {
  kept = new Map()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  })
})

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('the history of this browser', () => {
  it('remembers every batch of a start with its share of the plan', () => {
    const record = startRecorder(PLAN)
    record(batch('one', { metadata: { batch_description: 'Rivers' } }), { requests: 25 }, connection)
    record(batch('two'), { requests: null }, connection)
    const [second, first] = history()
    expect(first).toMatchObject({ batchId: 'one', title: 'Rivers', fileId: 'file-1', connectionId: 'here' })
    expect(first?.plan.models[0]?.requests).toBe(25)
    expect(first?.plan.cost).toEqual({ low: '0.25', likely: '0.5', high: '1' })
    expect(second).toMatchObject({ title: 'rivers.jsonl', plan: PLAN, end: null })
  })

  it('remembers nothing of a file that nobody has read', () => {
    startRecorder(null)(batch('one'), { requests: null }, connection)
    expect(history().map(({ batchId }) => batchId)).not.toContain('one')
  })

  it('learns what batches used: from the analytics, or from the batch itself', async () => {
    startRecorder(PLAN)(batch('one'), { requests: null }, connection)
    const counts = { request_counts: { total: 100, completed: 90, failed: 10 } }
    const usage = { usage: { input_tokens: 7, output_tokens: 8 } }
    serve({
      '/batches/one': { id: 'one', status: 'completed', ...counts, ...usage },
      '/batches/one/analytics': { total_prompt_tokens: 1_100, total_completion_tokens: 5_000 },
    })
    await learn()
    expect(history()[0]?.end).toEqual({
      status: 'completed',
      completed: 90,
      inputTokens: 1_100,
      outputTokens: 5_000,
    })

    startRecorder(PLAN)(batch('two'), { requests: null }, connection)
    serve({ '/batches/two': { id: 'two', status: 'completed', ...counts, ...usage } })
    await learn()
    expect(history()[0]?.end).toMatchObject({ inputTokens: 7, outputTokens: 8 })
  })

  it('waits for a batch that runs and asks no more for one that is gone', async () => {
    startRecorder(PLAN)(batch('running'), { requests: null }, connection)
    startRecorder(PLAN)(batch('gone'), { requests: null }, connection)
    serve({ '/batches/running': { id: 'running', status: 'in_progress' } })
    await learn()
    const ends = Object.fromEntries(history().map(({ batchId, end }) => [batchId, end?.status ?? null]))
    expect(ends).toMatchObject({ running: null, gone: 'deleted' })
  })
})

describe('the rows that a trial left', () => {
  const trial = () =>
    startRecorder(PLAN)(batch('trial', { completion_window: '24h' }), { requests: 5 }, connection)

  it('are remembered like the trial, with the file that they are of', () => {
    trial()
    restRecorder('trial')(batch('rest', { completion_window: '24h' }), { requests: 95 }, connection)
    expect(history()[0]).toMatchObject({
      batchId: 'rest',
      plan: { file: PLAN.file, models: [{ requests: 95, estimatedInput: 950 }], cost: { high: '3.8' } },
    })
  })

  it('have no expected cost in another window, and no entry without a trial of this browser', () => {
    trial()
    restRecorder('trial')(batch('rest', { completion_window: '1h' }), { requests: 95 }, connection)
    restRecorder('elsewhere')(batch('other', {}), { requests: 95 }, connection)
    const newest = history().slice(0, 2)
    expect(newest.map(({ batchId, plan }) => [batchId, plan.cost === null])).toEqual([
      ['rest', true],
      ['trial', false],
    ])
  })
})
