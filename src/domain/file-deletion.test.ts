import * as z from 'zod/mini'
import { describe, expect, it } from 'vitest'
import { Batch } from '../contract/batch.ts'
import { StoredFile } from '../contract/file.ts'
import { deletionConsequences } from './file-deletion.ts'

const file = (id: string, purpose: string) => z.parse(StoredFile, { id, purpose, filename: `${id}.jsonl` })
const batch = (id: string, inputId: string, status: string) =>
  z.parse(Batch, { id, status, input_file_id: inputId })

const INPUT = file('in', 'batch')
const RUNNING = batch('b1', 'in', 'in_progress')
const ENDED = batch('b2', 'in', 'completed')

describe('deleting files', () => {
  it('cancels the batches that run on them', () => {
    const { sentences, cancelled } = deletionConsequences(
      [INPUT],
      [RUNNING, ENDED, batch('b3', 'x', 'in_progress')],
      true,
    )
    expect(cancelled).toEqual([RUNNING])
    expect(sentences[0]).toBe('1 running batch will be cancelled with it.')
    const several = deletionConsequences(
      [INPUT, file('x', 'batch')],
      [RUNNING, batch('b3', 'x', 'validating')],
      true,
    )
    expect(several.sentences[0]).toBe('2 running batches will be cancelled with them.')
  })

  it('says what may happen where not every batch is known', () => {
    expect(deletionConsequences([INPUT], [ENDED], false).sentences[0]).toMatch(/still runs/)
    expect(deletionConsequences([INPUT], [ENDED], true).sentences[0]).toMatch(/^The requests are lost/)
  })

  it('loses what only these files hold', () => {
    const { sentences } = deletionConsequences(
      [file('o', 'batch_output'), file('e', 'batch_error')],
      [],
      false,
    )
    expect(sentences).toEqual([expect.stringMatching(/^The answers/), expect.stringMatching(/failed rows/)])
  })
})
