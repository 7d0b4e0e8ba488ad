import { INPUT_LIMITS } from '../../contract/request-line.ts'
import { ApiFailure, badRequest } from '../errors.ts'
import type { ContentWriter } from '../store/store.ts'

/** An upload whose bytes have been written but not yet been committed. */
export interface ReceivedUpload {
  filename: string
  /** The other fields of the form. */
  fields: Record<string, string>
  bytes: number
  /** Lines that are not blank. */
  lineCount: number
}

/**
 * Reads the `multipart/form-data` body of `POST /files` and writes the part named `file` to the writer.
 * Hosts have their own: Node streams, a page has the form at hand.
 * @throws ApiFailure 400 without a file, 413 as soon as the file is too large
 */
export type ReceiveUpload = (request: Request, writer: ContentWriter) => Promise<ReceivedUpload>

const FORM_OVERHEAD_BYTES = 64 * 1024
const NEWLINE = 0x0a
const SPACE = 0x20
const TAB = 0x09
const CARRIAGE_RETURN = 0x0d

function tooLarge(): ApiFailure {
  return new ApiFailure(413, `The file is larger than ${INPUT_LIMITS.fileBytesLenient} bytes (200 MB).`, {
    code: 'file_too_large',
    param: 'file',
  })
}

export function noFile(): ApiFailure {
  return badRequest("The form has no part named 'file'.", 'file')
}

/** @throws ApiFailure 413 when the announced body cannot hold a file that is small enough */
export function checkAnnouncedSize(request: Request): void {
  const announced = Number(request.headers.get('content-length') ?? 0)
  if (announced > INPUT_LIMITS.fileBytesLenient + FORM_OVERHEAD_BYTES) throw tooLarge()
}

/** Counts bytes and lines on their way to the writer. */
export class UploadMeter {
  bytes = 0
  #lines = 0
  #lineHasInk = false
  readonly #writer: ContentWriter

  constructor(writer: ContentWriter) {
    this.#writer = writer
  }

  get lineCount(): number {
    return this.#lines + (this.#lineHasInk ? 1 : 0)
  }

  /** @throws ApiFailure 413 */
  async write(chunk: Uint8Array): Promise<void> {
    this.bytes += chunk.length
    if (this.bytes > INPUT_LIMITS.fileBytesLenient) throw tooLarge()
    this.#count(chunk)
    await this.#writer.write(chunk)
  }

  #count(chunk: Uint8Array): void {
    let at = 0
    while (at < chunk.length) {
      if (!this.#lineHasInk) {
        const byte = chunk[at]
        this.#lineHasInk = byte !== NEWLINE && byte !== SPACE && byte !== TAB && byte !== CARRIAGE_RETURN
        at += 1
        continue
      }
      const newline = chunk.indexOf(NEWLINE, at)
      if (newline === -1) return
      this.#lines += 1
      this.#lineHasInk = false
      at = newline + 1
    }
  }
}

/** For hosts where the whole form is in memory anyway. */
export const receiveForm: ReceiveUpload = async (request, writer) => {
  checkAnnouncedSize(request)
  const form = await request.formData().catch(() => {
    throw badRequest('The body is not a multipart form.')
  })
  const file = form.get('file')
  if (!(file instanceof File)) throw noFile()
  if (file.size > INPUT_LIMITS.fileBytesLenient) throw tooLarge()
  const meter = new UploadMeter(writer)
  for await (const chunk of file.stream()) await meter.write(chunk)
  const fields: Record<string, string> = {}
  for (const [name, value] of form.entries()) {
    if (typeof value === 'string') fields[name] = value
  }
  return { filename: file.name, fields, bytes: meter.bytes, lineCount: meter.lineCount }
}
