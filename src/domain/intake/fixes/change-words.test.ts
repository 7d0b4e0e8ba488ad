import { describe, expect, it } from 'vitest'
import type { Change, RewriteOutcome } from './changes.ts'
import { wordsOfChanges, wordsOfPlan } from './change-words.ts'
import { readParameter } from './parameter-input.ts'

function outcome(counts: number[], more: Partial<RewriteOutcome> = {}): RewriteOutcome {
  return { counts, relaid: 0, dropped: 0, endless: 0, leftOut: 0, examples: [], ...more }
}

function fix(kind: 'custom_id_missing' | 'custom_id_empty' | 'no_json' | 'json_array'): Change {
  const id = kind === 'no_json' ? 'drop' : kind === 'json_array' ? 'layout' : 'ids'
  return { type: 'fix', kind, fix: id, value: null }
}

describe('the words of changes', () => {
  it.each<[Change[], RewriteOutcome, string[], string[]]>([
    [[fix('custom_id_missing')], outcome([12]), ['Add ids: 12 lines'], ['Added ids to 12 lines']],
    [
      [fix('custom_id_missing'), fix('custom_id_empty'), fix('no_json')],
      outcome([1, 1, 0]),
      ['Add ids: 2 lines'],
      ['Added ids to 2 lines'],
    ],
    [
      [fix('no_json')],
      outcome([1], { relaid: 3, endless: 1 }),
      [
        'Take these lines out: 1 line',
        'Put each request on a line of its own',
        'Leave out 1 line too long to be kept',
      ],
      [
        'Took out 1 line (Not JSON)',
        'Put each request on a line of its own',
        'Left out 1 line too long to be kept',
      ],
    ],
    [
      [{ type: 'sample', rows: 4, of: 1_000 }],
      outcome([0]),
      ['Keep 4 of 1,000 requests'],
      ['Kept 4 of 1,000 requests'],
    ],
    [
      [
        { type: 'set_model', model: 'm' },
        { type: 'set_parameter', name: 'seed', json: '1' },
        { type: 'set_parameter', name: 'stop', json: null },
      ],
      outcome([1, 2, 3]),
      ['Set the model: 1 line', 'Set seed to 1: 2 lines', 'Remove stop: 3 lines'],
      ['Set the model of 1 line to m', 'Set seed to 1 in 2 lines', 'Removed stop from 3 lines'],
    ],
  ])('%#', (changes, came, planned, done) => {
    expect(wordsOfPlan(changes, came)).toEqual(planned)
    expect(wordsOfChanges(changes, came)).toEqual(done)
  })
})

describe('the value of a parameter', () => {
  it.each([
    ['temperature', '0.2', { json: '0.2' }],
    ['temperature', 'hot', { json: null, error: 'temperature is a number from 0 to 2.' }],
    ['max_tokens', '1.5', { json: null, error: 'max_tokens is a whole number from 1 on.' }],
    ['reasoning_effort', 'low', { json: '"low"' }],
    ['stop', '["a","b"]', { json: '["a","b"]' }],
    ['seed', '12345678901234567890', { json: '12345678901234567890' }],
    ['seed', ' ', { json: null }],
  ])('%s: %s', (name, text, read) => {
    expect(readParameter(name, text)).toEqual(read)
  })
})
