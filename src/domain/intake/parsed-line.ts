import { isObject } from '../jsonl/request-rules.ts'

type Parsed = { ok: true; value: unknown } | { ok: false }

/** Parses a text without throwing. */
export function parse(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return { ok: false }
  }
}

/** Whether a line begins a request of its own, although the one before it has not ended. */
export function standsAlone(text: string, parsed: Parsed): boolean {
  if (!text.startsWith('{')) return false
  if (mentionsId(text)) return true
  return parsed.ok && isObject(parsed.value) && ('custom_id' in parsed.value || 'url' in parsed.value)
}

/** Whether the beginning of a line names the field that all requests have. */
export function mentionsId(text: string): boolean {
  return text.slice(0, 300).includes('custom_id')
}
