import * as z from 'zod/mini'
import { BATCH_ENDPOINTS, type BatchEndpoint, INPUT_LIMITS } from '../../contract/request-line.ts'
import { type FileLine, LineSplitter } from '../jsonl/lines.ts'
import { checkRequestLine } from '../jsonl/request-rules.ts'
import { describeProblem } from './problem-words.ts'

/** Something about an input file that stops it (`error`) or that a person should know (`warning`). */
export interface IntakeProblem {
  severity: 'error' | 'warning'
  message: string
}

/** What a file shows at first sight. */
export interface FirstLook {
  /** Lines that are not blank. */
  requests: number
  /** The endpoint of the first line; the batch is created for it. */
  endpoint: BatchEndpoint | null
  /** The model of the first line. */
  model: string | null
  problems: IntakeProblem[]
}

const EXTENSIONS = ['.jsonl', '.ndjson']
const whole = new Intl.NumberFormat('en')

/**
 * Problems that name and size tell, before a byte is read.
 * @param bytes size of the file
 */
export function checkNameAndSize(name: string, bytes: number): IntakeProblem[] {
  const problems: IntakeProblem[] = []
  if (!EXTENSIONS.some((extension) => name.toLowerCase().endsWith(extension))) {
    problems.push({
      severity: 'warning',
      message: 'The name does not end in .jsonl. A batch file has one JSON request on each line.',
    })
  }
  if (bytes === 0) problems.push({ severity: 'error', message: 'The file is empty.' })
  if (bytes > INPUT_LIMITS.fileBytesLenient) {
    problems.push({
      severity: 'error',
      message: `The file has ${whole.format(bytes)} bytes; a batch takes at most ${whole.format(INPUT_LIMITS.fileBytes)} (200 MB). Split it into several files.`,
    })
  } else if (bytes > INPUT_LIMITS.fileBytes) {
    problems.push({
      severity: 'warning',
      message: `The file has ${whole.format(bytes)} bytes. Some servers stop at ${whole.format(INPUT_LIMITS.fileBytes)}.`,
    })
  }
  return problems
}

const Url = z.object({ url: z.string() })
const RequestModel = z.object({ body: z.object({ model: z.string() }) })

/** The endpoint and model that a request line names. @param text one line of an input file */
export function endpointAndModelOf(text: string): Pick<FirstLook, 'endpoint' | 'model'> {
  const json = parseJson(text)
  const url = z.safeParse(Url, json)
  const request = z.safeParse(RequestModel, json)
  return {
    endpoint: (url.success && BATCH_ENDPOINTS.find((known) => known === url.data.url)) || null,
    model: request.success ? request.data.body.model : null,
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Looks at a file chunk by chunk: counts its requests and reads the first one. */
export class FirstLookReader {
  readonly #splitter = new LineSplitter()
  #first: Pick<FirstLook, 'endpoint' | 'model'> = { endpoint: null, model: null }
  #problems: IntakeProblem[] = []

  /** Takes the next bytes of the file. */
  push(chunk: Uint8Array): void {
    for (const line of this.#splitter.push(chunk)) this.#look(line)
  }

  /** Takes a last line without a newline and sums up. */
  finish(): FirstLook {
    for (const line of this.#splitter.end()) this.#look(line)
    const requests = this.#splitter.ordinal
    const problems = [...this.#problems]
    if (requests === 0) problems.push({ severity: 'error', message: 'The file has no requests in it.' })
    if (requests > INPUT_LIMITS.requests) {
      problems.push({
        severity: 'error',
        message: `The file has ${whole.format(requests)} requests; a batch takes at most ${whole.format(INPUT_LIMITS.requests)}. Split it into several files.`,
      })
    }
    return { requests, ...this.#first, problems }
  }

  #look(line: FileLine): void {
    if (line.ordinal !== 1) return
    this.#first = endpointAndModelOf(new TextDecoder().decode(line.bytes))
    const verdict = checkRequestLine(line.bytes, true)
    if (verdict.ok) return
    this.#problems = verdict.problems.map((problem) => ({
      severity: 'error',
      message: `Line ${whole.format(line.number)}: ${describeProblem(problem)}`,
    }))
  }
}
