import { StoredFile } from '../contract/file.ts'
import type { Connection } from './connection.ts'
import { authorization, errorFrom, networkError, parseJson, urlOf } from './http.ts'

/** A line that takes nothing for this long is dead, whatever the browser believes. */
const LONGEST_STALL_MS = 60_000
/** Servers look through a large file before they answer. */
const LONGEST_ANSWER_MS = 300_000

interface UploadOptions {
  /** Called with the bytes of the file that the connection has taken so far. */
  onProgress: (sentBytes: number) => void
  signal: AbortSignal
}

/**
 * Uploads one input file. XMLHttpRequest, because `fetch` reports no upload progress; the browser streams
 * the file from disk.
 * @returns the stored file
 * @throws ApiError when the server refuses, the connection breaks, or nothing moves for a minute; an AbortError
 * when `signal` fires
 */
export function uploadFile(
  connection: Connection,
  file: File,
  { onProgress, signal }: UploadOptions,
): Promise<StoredFile> {
  const form = new FormData()
  form.append('purpose', 'batch')
  form.append('file', file, file.name)
  const address = urlOf(connection, '/files')
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest()
    let stalled = false
    let watch: ReturnType<typeof setTimeout> | undefined
    const expectWithin = (milliseconds: number) => {
      clearTimeout(watch)
      watch = setTimeout(() => {
        stalled = true
        xhr.abort()
      }, milliseconds)
    }
    const abort = () => xhr.abort()
    xhr.open('POST', address)
    for (const [name, value] of Object.entries(authorization(connection))) xhr.setRequestHeader(name, value)
    xhr.upload.addEventListener('progress', ({ loaded }) => {
      // The event counts the multipart envelope too: a person knows only the file's size.
      onProgress(Math.min(loaded, file.size))
      expectWithin(loaded < file.size ? LONGEST_STALL_MS : LONGEST_ANSWER_MS)
    })
    xhr.addEventListener('load', () => {
      try {
        resolve(readAnswer(xhr))
      } catch (error) {
        reject(error)
      }
    })
    xhr.addEventListener('error', () =>
      reject(networkError('The connection broke during the upload.', address)),
    )
    xhr.addEventListener('abort', () =>
      reject(
        stalled
          ? networkError('The connection stood still.')
          : new DOMException('The upload was cancelled.', 'AbortError'),
      ),
    )
    xhr.addEventListener('loadend', () => {
      clearTimeout(watch)
      signal.removeEventListener('abort', abort)
    })
    signal.addEventListener('abort', abort)
    xhr.send(form)
    expectWithin(LONGEST_STALL_MS)
  })
}

/**
 * A header of the answer, where it can be read. `getResponseHeader` complains on the browser's console about
 * one that a server of another origin does not expose.
 * @param name in lower case, as browsers list them
 */
function headerOf(xhr: XMLHttpRequest, name: string): string | null {
  const lines = xhr.getAllResponseHeaders().split('\r\n')
  const line = lines.find((candidate) => candidate.startsWith(`${name}:`))
  return line?.slice(name.length + 1).trim() ?? null
}

/** @throws ApiError when the server refused or answered with something else */
function readAnswer(xhr: XMLHttpRequest): StoredFile {
  if (xhr.status < 200 || xhr.status > 299) {
    throw errorFrom(xhr.status, xhr.responseText, headerOf(xhr, 'retry-after'))
  }
  return parseJson(StoredFile, xhr.status, xhr.responseText)
}
