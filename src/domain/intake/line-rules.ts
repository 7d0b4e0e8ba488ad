import type { BatchEndpoint } from '../../contract/request-line.ts'
import { isObject } from '../jsonl/request-rules.ts'
import { checkBody } from './body-rules.ts'
import { foreignLineOf } from './file-nature.ts'
import { checkFrame, knownEndpoint } from './frame-rules.ts'
import type { Find } from './problem-log.ts'
import { checkValues } from './value-rules.ts'

/** What a line is to the file around it. */
export interface CheckedLine {
  /** It has a field of a request. */
  isFramed: boolean
  customId: unknown
  endpoint: BatchEndpoint | null
  /** The endpoint that its body is checked for: its own, or the one that the body shows. */
  meant: BatchEndpoint | null
  body: Readonly<Record<string, unknown>> | null
  /** A text that is not empty. */
  model: string | null
}

/**
 * Applies all rules that need no other line.
 * @param line the parsed line @param bytes its length
 * @returns `null` for what is no request at all
 */
export function checkLine(line: unknown, bytes: number, find: Find): CheckedLine | null {
  if (!isObject(line)) {
    find('not_an_object', { path: 'line', value: line })
    return null
  }
  const foreign = foreignLineOf(line)
  if (foreign) {
    find(foreign, { path: 'custom_id', value: line['custom_id'] })
    return null
  }
  checkFrame(line, bytes, find)
  checkValues(line, find)
  const body = isObject(line['body']) ? line['body'] : null
  const endpoint = knownEndpoint(line['url'])
  const meant = endpoint ?? (body && 'messages' in body ? '/v1/chat/completions' : null)
  if (body && meant) checkBody(meant, body, find)
  const model = body?.['model']
  return {
    isFramed: 'custom_id' in line || 'url' in line || 'body' in line,
    customId: line['custom_id'],
    endpoint,
    meant,
    body,
    model: typeof model === 'string' && model !== '' ? model : null,
  }
}
