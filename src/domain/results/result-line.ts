import * as z from 'zod/mini'
import { ResultLine } from '../../contract/result-line.ts'
import { isRecord, parseJson } from './json.ts'

/**
 * Reads one line of an output or error file. A line without an `id` is known by its `custom_id`, so that a
 * server that leaves ids out loses no row.
 * @returns `null` when the line is no JSON object or names neither
 */
export function readResultLine(text: string): ResultLine | null {
  const value = parseJson(text)
  if (!isRecord(value)) return null
  const parsed = z.safeParse(ResultLine, typeof value['id'] === 'string' ? value : { ...value, id: '' })
  if (!parsed.success) return null
  const line = parsed.data
  if (line.id !== '') return line
  return line.custom_id === '' ? null : { ...line, id: `custom_id:${line.custom_id}` }
}
