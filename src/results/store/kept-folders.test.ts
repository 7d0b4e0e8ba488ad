import { describe, expect, it } from 'vitest'
import { aboutIn, foldersBeyond, type KeptFolder } from './kept-folders.ts'

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

describe('what a folder says about itself', () => {
  const about = { baseUrl: 'http://127.0.0.1/v1', batchId: 'b', title: 'Rivers', openedAt: 1 }

  /** A file that is what each look finds in turn; the last find stays. */
  function fileOf(...finds: (string | DOMException)[]) {
    return {
      getFile: () => {
        const found = finds.length > 1 ? finds.shift() : finds[0]
        const file = new File([typeof found === 'string' ? found : ''], 'about')
        // A file that is written between the two steps cannot be read.
        if (typeof found !== 'string') file.text = () => Promise.reject(found)
        return Promise.resolve(file)
      },
    }
  }

  it('is read again while it is being written', async () => {
    const changed = new DOMException('It has changed.', 'NotReadableError')
    const text = JSON.stringify(about)
    await expect(aboutIn(fileOf(text))).resolves.toEqual(about)
    await expect(aboutIn(fileOf(changed, '', text.slice(0, 20), text))).resolves.toEqual(about)
  })

  it('is nothing where it stays unreadable or in pieces', async () => {
    await expect(aboutIn(fileOf(new DOMException('Gone.', 'NotFoundError')))).resolves.toBeNull()
    await expect(aboutIn(fileOf('{"title":'))).resolves.toBeNull()
  })
})
