import { INPUT_LIMITS } from '../../contract/request-line.ts'
import { LineTooLong, linesOf } from '../../domain/jsonl/lines.ts'
import { checkRequestLine, type LineProblem } from '../../domain/jsonl/request-rules.ts'
import { createBreather } from '../breather.ts'
import type { BatchFailure, BatchRecord, NewRequest } from '../store/records.ts'
import type { Store } from '../store/store.ts'

const REQUESTS_PER_WRITE = 1_000
/** Bytes of the longest line that can hold a body that is small enough. */
export const LONGEST_LINE = INPUT_LIMITS.bodyBytes + 64 * 1024

export type Validation =
  { kind: 'valid'; total: number } | { kind: 'invalid'; failures: BatchFailure[] } | { kind: 'abandoned' }

function failure(code: string, message: string, line: number | null, param: string | null): BatchFailure {
  return { code, message, line, param }
}

/** The server's words for a problem. @param line counted without blank lines, from 1 */
function describe(problem: LineProblem, line: number): BatchFailure {
  switch (problem.kind) {
    case 'byte_order_mark':
      return failure(
        'invalid_json_line',
        'The file starts with a byte order mark; save it as UTF-8 without one.',
        line,
        null,
      )
    case 'invalid_utf8':
      return failure('invalid_json_line', 'This line is not valid UTF-8.', line, null)
    case 'invalid_json':
      return failure('invalid_json_line', `This line is not valid JSON: ${problem.detail}`, line, null)
    case 'not_an_object':
      return failure('invalid_json_line', 'This line is not a JSON object.', line, null)
    case 'missing_field':
      return failure(
        'missing_required_parameter',
        `This line has no '${problem.field}'.`,
        line,
        problem.field,
      )
    case 'wrong_type':
      return failure(
        'invalid_type',
        `'${problem.field}' must be ${problem.expected === 'text' ? 'a string' : 'an object'}.`,
        line,
        problem.field,
      )
    case 'empty_custom_id':
      return failure('invalid_custom_id', "'custom_id' is empty.", line, 'custom_id')
    case 'custom_id_too_long':
      return failure(
        'invalid_custom_id',
        `'custom_id' has ${problem.bytes} bytes; ${INPUT_LIMITS.customIdBytes} are allowed.`,
        line,
        'custom_id',
      )
    case 'custom_id_characters':
      return failure(
        'invalid_custom_id',
        "'custom_id' may hold visible ASCII characters only.",
        line,
        'custom_id',
      )
    case 'wrong_method':
      return failure(
        'invalid_method',
        `'method' is '${problem.method}'; only 'POST' is supported.`,
        line,
        'method',
      )
    case 'unknown_url':
      return failure('invalid_url', `'url' is '${problem.url}', which no batch can call.`, line, 'url')
    case 'body_too_large':
      return failure(
        'body_too_large',
        `'body' has ${problem.bytes} bytes; ${INPUT_LIMITS.bodyBytes} are allowed.`,
        line,
        'body',
      )
  }
}

/**
 * Checks the input file of a batch as a stream and keeps its requests. Like the real server it counts only lines
 * that are not blank.
 * @param mostProblems after so many it stops; servers differ in it, the vendor's stops at the first one
 * @param isWanted asked between slices; `false` abandons the check (the batch was cancelled or deleted)
 */
export async function validateInput(
  store: Store,
  batch: BatchRecord,
  mostProblems: number,
  isWanted: () => boolean,
): Promise<Validation> {
  const failures: BatchFailure[] = []
  try {
    return await checkLines(store, batch, { failures, most: mostProblems }, isWanted)
  } catch (error) {
    if (!(error instanceof LineTooLong)) throw error
    const message = `This line is longer than ${LONGEST_LINE} bytes; its 'body' may have ${INPUT_LIMITS.bodyBytes}.`
    return {
      kind: 'invalid',
      failures: [...failures, failure('body_too_large', message, error.ordinal, 'body')],
    }
  }
}

interface Found {
  failures: BatchFailure[]
  most: number
}

async function checkLines(
  store: Store,
  batch: BatchRecord,
  { failures, most }: Found,
  isWanted: () => boolean,
): Promise<Validation> {
  const breathe = createBreather()
  const firstLineOf = new Map<string, number>()
  let found: NewRequest[] = []
  store.clearRequests(batch.id)

  for await (const line of linesOf(store.readContent(batch.inputFileId), LONGEST_LINE)) {
    await breathe()
    if (!isWanted()) return { kind: 'abandoned' }
    if (line.ordinal > INPUT_LIMITS.requests) {
      const message = `The file has more than ${INPUT_LIMITS.requests} requests.`
      failures.push(failure('too_many_requests_in_file', message, null, null))
      break
    }
    const verdict = checkRequestLine(line.bytes, line.number === 1)
    const problems = verdict.ok
      ? problemsAmongOthers(verdict.request, line.ordinal, batch, firstLineOf)
      : verdict.problems.map((problem) => describe(problem, line.ordinal))
    failures.push(...problems.slice(0, most - failures.length))
    if (failures.length >= most) break
    if (!verdict.ok || failures.length > 0) continue
    const { customId, model } = verdict.request
    found.push({ position: line.ordinal - 1, customId, model, start: line.start, length: line.bytes.length })
    if (found.length === REQUESTS_PER_WRITE) {
      store.addRequests(batch.id, found)
      found = []
    }
  }
  if (failures.length > 0) return { kind: 'invalid', failures }
  if (firstLineOf.size === 0) {
    return { kind: 'invalid', failures: [failure('empty_file', 'The file holds no requests.', null, null)] }
  }
  store.addRequests(batch.id, found)
  return { kind: 'valid', total: firstLineOf.size }
}

/** What is wrong with a good line only because of its batch and of the lines before, whose ids it joins. */
function problemsAmongOthers(
  { customId, url }: { customId: string; url: string },
  line: number,
  { endpoint }: BatchRecord,
  firstLineOf: Map<string, number>,
): BatchFailure[] {
  const failures: BatchFailure[] = []
  if (url !== endpoint) {
    const message = `'url' is '${url}' but the batch is for '${endpoint}'.`
    failures.push(failure('mismatched_endpoint', message, line, 'url'))
  }
  const first = firstLineOf.get(customId)
  if (first === undefined) {
    firstLineOf.set(customId, line)
  } else {
    const message = `'custom_id' '${customId}' was already used in line ${first}.`
    failures.push(failure('duplicate_custom_id', message, line, 'custom_id'))
  }
  return failures
}
