import { once } from 'node:events'
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy'
import { ApiFailure, badRequest } from '../../errors.ts'
import { UploadMeter, checkAnnouncedSize, noFile, type ReceiveUpload } from '../../upload/receive.ts'

/** A form for this API has a handful of short fields besides the file. */
const LIMITS = { fields: 100, fieldSize: 4_096 }

/** Passes the body to the parser as fast as the file is written, until the form is refused. */
async function feed(
  body: ReadableStream<Uint8Array>,
  parser: BusboyInstance,
  refused: AbortSignal,
): Promise<void> {
  for await (const chunk of body) {
    if (!parser.write(chunk)) await once(parser, 'drain', { signal: refused })
  }
  parser.end()
}

async function writePart(part: BusboyFileStream, meter: UploadMeter): Promise<void> {
  for await (const chunk of part) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('A part of a form arrives as bytes.')
    await meter.write(chunk)
  }
}

/** @throws ApiFailure 400 when the header names no boundary */
function createParser(contentType: string): BusboyInstance {
  try {
    return new Busboy({ headers: { 'content-type': contentType }, limits: LIMITS })
  } catch {
    throw badRequest('The body is not a multipart form.')
  }
}

function asFailure(error: unknown): unknown {
  return error instanceof ApiFailure ? error : badRequest('The upload was cut off or is not a valid form.')
}

/** Reads a multipart form as a stream, so that a file of 200 MB never stands in memory. */
export const receiveStream: ReceiveUpload = async (request, writer) => {
  checkAnnouncedSize(request)
  const contentType = request.headers.get('content-type') ?? ''
  if (!contentType.toLowerCase().startsWith('multipart/form-data') || !request.body) {
    throw badRequest('The body is not a multipart form.')
  }
  const meter = new UploadMeter(writer)
  const fields: Record<string, string> = {}
  let filename: string | null = null
  const parser = createParser(contentType)
  const refused = new AbortController()
  const parsed = new Promise<void>((resolve, reject) => {
    let written: Promise<void> = Promise.resolve()
    parser.on('field', (name: string, value: string) => {
      fields[name] = value
    })
    // A part without a filename counts as a file when it says that it is bytes.
    parser.on('file', (name: string, part: BusboyFileStream, partName: string | undefined) => {
      if (name !== 'file' || filename !== null) {
        part.resume()
        return
      }
      if (partName === undefined) {
        part.resume()
        reject(badRequest("The part named 'file' has no filename.", 'file'))
        return
      }
      filename = partName
      written = writePart(part, meter)
      // A refused file must end the upload now, not when the rest of it has arrived.
      written.catch(reject)
    })
    parser.once('error', reject)
    parser.once('finish', () => {
      written.then(resolve, reject)
    })
  })
  const fed = feed(request.body, parser, refused.signal)
  try {
    await Promise.race([Promise.all([fed, parsed]), parsed])
    await fed
  } catch (error) {
    parser.destroy()
    refused.abort()
    fed.catch(() => undefined)
    parsed.catch(() => undefined)
    throw asFailure(error)
  }
  if (filename === null) throw noFile()
  return { filename, fields, bytes: meter.bytes, lineCount: meter.lineCount }
}
