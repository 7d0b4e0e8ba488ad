import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { chatFile, chatLine } from './requests.ts'

const LINE_BYTES = 4_000

/** A generated input file on disk. */
export interface LargeFile {
  readonly path: string
  readonly bytes: number
  readonly requests: number
  readonly remove: () => Promise<void>
}

/**
 * Writes a valid chat file of about a size into a temporary folder: lines of 4,000 bytes, so that 200 MB
 * are 50,000 requests.
 *
 * @param megabytes size in units of 1,000,000 bytes; the file is never larger
 */
export async function writeLargeFile(megabytes: number): Promise<LargeFile> {
  const requests = Math.floor((megabytes * 1_000_000) / LINE_BYTES)
  const folder = await mkdtemp(join(tmpdir(), 'batch-console-input-'))
  const path = join(folder, `large-${megabytes}-mb.jsonl`)
  await pipeline(Readable.from(lines(requests)), createWriteStream(path))
  return {
    path,
    bytes: requests * LINE_BYTES,
    requests,
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Answers of so many choices are lines of about 4,000 bytes. */
const CHOICES = 9

/**
 * A chat file whose answers are long: an output of about a size, in lines of about 4,000 bytes.
 *
 * @param megabytes of output, in units of 1,000,000 bytes
 */
export function fileWithLongAnswers(megabytes: number): { readonly text: string; readonly requests: number } {
  const requests = Math.floor((megabytes * 1_000_000) / LINE_BYTES)
  return { requests, text: chatFile(requests, { n: CHOICES }) }
}

function* lines(requests: number): Generator<string> {
  for (let index = 1; index <= requests; index += 1) {
    const customId = `row-${String(index).padStart(6, '0')}`
    const question = `Summarise report ${index}: `
    const filler = LINE_BYTES - 1 - chatLine(customId, question).length
    yield `${chatLine(customId, question + 'x'.repeat(filler))}\n`
  }
}
