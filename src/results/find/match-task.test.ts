import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MatchTask, matchTask, type RawLines } from './match-task.ts'
import { partsOfTask } from './task-parts.ts'

const encoder = new TextEncoder()

function rawLines(texts: readonly string[], ids: readonly (string | null)[]): RawLines {
  const lines = texts.map((content) => encoder.encode(JSON.stringify({ body: { messages: [{ content }] } })))
  const ends = Uint32Array.from(lines, (_, at) =>
    lines.slice(0, at + 1).reduce((sum, one) => sum + one.length, 0),
  )
  return {
    kind: 'requests',
    bytes: Uint8Array.from(lines.flatMap((line) => [...line])),
    ends,
    hits: Int32Array.from(lines, () => -1),
    ids,
  }
}

describe('a task for an expression', () => {
  it('is told of in the order of its rows, its lines and their ids', () => {
    const task: MatchTask = {
      texts: [['a river', 'a lake'], [], ['a river']],
      lines: [
        rawLines(['a lake', 'a river'], [null, null]),
        rawLines(['a river', 'a sea'], ['lake-1', 'sea']),
      ],
    }
    expect(matchTask(/lake/, task)).toEqual([true, false, false, true, false, true, false])
  })

  it('is the same in parts', () => {
    const word = fc.constantFrom('lake', 'river', 'sea')
    const lines = fc
      .array(fc.tuple(word, fc.option(word)), { minLength: 1, maxLength: 3 })
      .map((each) => rawLines(...([each.map(([text]) => text), each.map(([, id]) => id)] as const)))
    const tasks = fc.record({ texts: fc.array(fc.array(word), { maxLength: 3 }), lines: fc.array(lines) })
    fc.assert(
      fc.property(tasks, fc.integer({ min: 1, max: 5 }), (task, most) => {
        const parts = partsOfTask(task, most)
        expect(parts.length).toBeLessThanOrEqual(most)
        expect(parts.flatMap((part) => matchTask(/lake/, part))).toEqual(matchTask(/lake/, task))
      }),
    )
  })
})
