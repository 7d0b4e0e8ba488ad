import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { Batch } from '../../contract/batch.ts'
import { ask, follow } from './watched-batches.ts'

function batch(id: string, status: string, failed = 0): Batch {
  return z.parse(Batch, { id, status, request_counts: { total: 5, completed: 5 - failed, failed } })
}

const nameOf = ({ id }: Batch) => `${id}.jsonl`

describe('batches that are watched', () => {
  it('are those seen running, until they end', () => {
    const first = follow([], [batch('a', 'in_progress'), batch('b', 'completed')], nameOf)
    expect(first).toEqual({ watched: [{ batchId: 'a', title: 'a.jsonl', asked: false }], finished: [] })
    const second = follow(first.watched, [batch('a', 'completed', 2)], nameOf)
    expect(second.watched).toEqual([])
    expect(second.finished).toEqual([
      { batchId: 'a', title: 'a.jsonl', asked: false, outcome: 'Completed, 2 of 5 failed' },
    ])
  })

  it('stay the same list while nothing changes', () => {
    const { watched } = follow([], [batch('a', 'validating')], nameOf)
    expect(follow(watched, [batch('a', 'in_progress')], nameOf).watched).toBe(watched)
  })

  it('go by the name of their file as soon as it is known, and keep it', () => {
    const unnamed = follow([], [batch('a', 'validating')], () => null)
    expect(unnamed.watched).toMatchObject([{ title: 'Batch a' }])
    const named = follow(unnamed.watched, [batch('a', 'in_progress')], nameOf)
    expect(named.watched).toMatchObject([{ title: 'a.jsonl' }])
    expect(follow(named.watched, [batch('a', 'completed')], () => null).finished).toMatchObject([
      { title: 'a.jsonl' },
    ])
  })

  it('remember that somebody asked to be told, and that nobody wants it any more', () => {
    const asked = ask([], { batchId: 'a', title: 'A' }, true)
    expect(follow(asked, [batch('a', 'failed')], nameOf).finished).toMatchObject([
      { asked: true, outcome: 'Rejected at validation' },
    ])
    expect(ask(asked, { batchId: 'a', title: 'A' }, false)).toEqual([
      { batchId: 'a', title: 'A', asked: false },
    ])
  })

  it('stay few', () => {
    const many = Array.from({ length: 80 }, (_, index) => batch(`b${index}`, 'in_progress'))
    const { watched } = follow([], many, nameOf)
    expect(watched).toHaveLength(50)
    expect(watched.at(-1)?.batchId).toBe('b79')
  })

  it('are never forgotten because others run, where somebody asked to be told', () => {
    const many = Array.from({ length: 80 }, (_, index) => batch(`b${index}`, 'in_progress'))
    const asked = ask([], { batchId: 'a', title: 'A' }, true)
    const { watched } = follow(asked, many, nameOf)
    expect(watched).toHaveLength(50)
    expect(watched[0]).toMatchObject({ batchId: 'a', asked: true })
  })
})
