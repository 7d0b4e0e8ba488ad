import { once } from 'node:events'
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy'
import { ApiFailure, badRequest } from '../../errors.ts'
import { UploadMeter, checkAnnouncedSize, noFile, type ReceiveUpload } from '../../upload/receive.ts'

/** Passes the body to the parser as fast as the file is written. */
async function feed(body: ReadableStream<Uint8Array>, parser: BusboyInstance): Promise<void> {
  for await (const chunk of body) {
    if (!parser.write(chunk)) await once(parser, 'drain')
  }
  parser.end()
}

async function writePart(part: BusboyFileStream, meter: UploadMeter): Promise<void> {
  for await (const chunk of part) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('A part of a form arrives as bytes.')
    await meter.write(chunk)
  }
}

function asFailure(error: unknown): unknown {
  return error instanceof ApiFailure ? error : badRequest('The upload was cut off or is not a valid form.')
}

/** Reads a multipart form as a stream, so that a file of 200 MB never stands in memory. */
export const receiveStream: ReceiveUpload = async (request, writer) => {
  checkAnnouncedSize(request)
  const contentType = request.headers.get('content-type') ?? ''
  if (!contentType.startsWith('multipart/form-data') || !request.body) {
    throw badRequest('The body is not a multipart form.')
  }
  const meter = new UploadMeter(writer)
  const fields: Record<string, string> = {}
  let filename: string | null = null
  const parser = new Busboy({ headers: { 'content-type': contentType }, limits: { files: 1 } })
  const parsed = new Promise<void>((resolve, reject) => {
    let written: Promise<void> = Promise.resolve()
    parser.on('field', (name: string, value: string) => {
      fields[name] = value
    })
    parser.on('file', (name: string, part: BusboyFileStream, partName: string) => {
      if (name !== 'file') {
        part.resume()
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
  const fed = feed(request.body, parser)
  try {
    await Promise.race([Promise.all([fed, parsed]), parsed])
    await fed
  } catch (error) {
    parser.destroy()
    fed.catch(() => undefined)
    parsed.catch(() => undefined)
    throw asFailure(error)
  }
  if (filename === null) throw noFile()
  return { filename, fields, bytes: meter.bytes, lineCount: meter.lineCount }
}
