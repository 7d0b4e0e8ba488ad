import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { StoredFile } from '../contract/file.ts'
import { filterFiles, sumsByPurpose, totalOf } from './file-list.ts'

const FILES = [
  { id: '1', filename: 'Cats.jsonl', purpose: 'batch', bytes: 100 },
  { id: '2', filename: 'cats-output.jsonl', purpose: 'batch_output', bytes: 2000 },
  { id: '3', filename: 'dogs.jsonl', purpose: 'batch', bytes: 11 },
  { id: '4', filename: null, purpose: 'fine-tune', bytes: 5 },
].map((file) => z.parse(StoredFile, file))

describe('the list of files', () => {
  it('is narrowed down by a part of the name and by purpose', () => {
    const idsOf = (search: string, purpose = '') =>
      filterFiles(FILES, { search, purpose }).map(({ id }) => id)
    expect(idsOf(' CATS ')).toEqual(['1', '2'])
    expect(idsOf('cats', 'batch')).toEqual(['1'])
    expect(idsOf('', 'batch_error')).toEqual([])
    expect(idsOf('')).toHaveLength(4)
  })

  it('is summed up by purpose, those that nobody foresaw among them', () => {
    const sums = sumsByPurpose(FILES)
    expect(sums.get('batch')).toEqual({ files: 2, bytes: 111 })
    expect(sums.get('batch_output')).toEqual({ files: 1, bytes: 2000 })
    expect(sums.get('batch_error')).toBeUndefined()
    expect(totalOf(sums.values())).toEqual({ files: 4, bytes: 2116 })
  })
})
