import * as z from 'zod/mini'
import { afterEach, expect, it, vi } from 'vitest'
import { Batch } from '../../contract/batch.ts'
import { type About, readAbout } from '../../results/store/kept-folders.ts'
import { noteFileName } from './input-name.ts'

const connection = { id: 'mine', name: 'Test', baseUrl: 'https://api.test/v1', apiKey: null }
const batch = z.parse(Batch, { id: 'batch-1', status: 'completed', input_file_id: 'file-1' })
const about: About = { baseUrl: connection.baseUrl, batchId: batch.id, title: 'Batch 1', openedAt: 1 }

/** A folder whose one file is written at once. */
function folderThatSays(said: About): FileSystemDirectoryHandle {
  let bytes = new TextEncoder().encode(JSON.stringify(said))
  const file = {
    truncate: () => (bytes = new Uint8Array()),
    write: (written: Uint8Array<ArrayBuffer>) => (bytes = written),
    close: () => undefined,
  }
  const handle = {
    getFile: () => Promise.resolve(new Blob([bytes])),
    createSyncAccessHandle: () => Promise.resolve(file),
  }
  return Object.assign(Object.create(null), { getFileHandle: () => Promise.resolve(handle) })
}

/** Opens the batch twice. @returns how often the server was asked, and what the folder says then */
async function openTwice(answer: () => Response) {
  const asked = vi.fn<() => Promise<Response>>(() => Promise.resolve(answer()))
  vi.stubGlobal('fetch', asked)
  const folder = folderThatSays(about)
  for (let opening = 0; opening < 2; opening += 1) {
    const said = await readAbout(folder)
    if (said === null) throw new Error('The folder says nothing.')
    await noteFileName(connection, folder, batch, said).catch(() => undefined)
  }
  return { asked: asked.mock.calls.length, said: await readAbout(folder) }
}

afterEach(() => vi.unstubAllGlobals())

it('notes the name of the input file, and asks no more', async () => {
  const file = {
    id: 'file-1',
    object: 'file',
    bytes: 3,
    created_at: 1,
    filename: 'rivers.jsonl',
    purpose: 'batch',
  }
  const { asked, said } = await openTwice(() => Response.json(file))
  expect(asked).toBe(1)
  expect(said).toMatchObject({ fileName: 'rivers.jsonl', title: 'rivers.jsonl' })
})

it('notes that the input file is not there any more, and asks no more', async () => {
  const { asked, said } = await openTwice(() => new Response('', { status: 404 }))
  expect(asked).toBe(1)
  expect(said).toMatchObject({ fileName: null, title: about.title })
})

it('asks again where the server could not tell', async () => {
  const { asked, said } = await openTwice(() => new Response('', { status: 503 }))
  expect(asked).toBe(2)
  expect(said).toEqual(about)
})
