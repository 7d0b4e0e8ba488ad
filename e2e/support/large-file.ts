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
 * Writes a valid chat file of about a size into a temporary folder.
 *
 * @param megabytes size in units of 1,000,000 bytes; the file is never larger
 * @param lineBytes length of every line; with the usual 4,000 bytes, 200 MB are 50,000 requests
 */
export async function writeLargeFile(megabytes: number, lineBytes: number = LINE_BYTES): Promise<LargeFile> {
  const requests = Math.floor((megabytes * 1_000_000) / lineBytes)
  const folder = await mkdtemp(join(tmpdir(), 'batch-console-input-'))
  const path = join(folder, `large-${megabytes}-mb.jsonl`)
  await pipeline(Readable.from(lines(requests, lineBytes)), createWriteStream(path))
  return {
    path,
    bytes: requests * lineBytes,
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

function* lines(requests: number, lineBytes: number): Generator<string> {
  for (let index = 1; index <= requests; index += 1) {
    const customId = `row-${String(index).padStart(6, '0')}`
    const question = `Summarise report ${index}: `
    const filler = lineBytes - 1 - chatLine(customId, question).length
    yield `${chatLine(customId, question + 'x'.repeat(filler))}\n`
  }
}
