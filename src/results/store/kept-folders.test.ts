import { describe, expect, it } from 'vitest'
import { foldersBeyond, type KeptFolder } from './kept-folders.ts'

function kept(name: string, bytes: number): KeptFolder {
  return { name, bytes, about: null }
}

describe('folders beyond the most that is kept', () => {
  const folders = [kept('newest', 50), kept('older', 40), kept('old', 30), kept('oldest', 1)]

  it('are those opened longest ago, once the rest fills it', () => {
    expect(foldersBeyond(folders, 100).map(({ name }) => name)).toEqual(['old', 'oldest'])
    expect(foldersBeyond(folders, 121)).toEqual([])
    expect(foldersBeyond(folders, 10)).toEqual(folders)
  })
})
