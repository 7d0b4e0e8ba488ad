/** Anything a JSON object can be read as. */
export type JsonRecord = Record<string, unknown>

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An own field of a value that may be anything; `undefined` where there is none. */
export function fieldOf(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined
}

/** A value as a list: itself when it is one, else empty. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** A value as text: itself when it is a string, else `null`. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

/** Text that says something: `null` for anything else, blank text included. */
export function filledTextOf(value: unknown): string | null {
  const text = textOf(value)
  return text !== null && text.trim() !== '' ? text : null
}

/** The JSON value of a text; `undefined` (which no JSON text stands for) when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether a text is one JSON object or array from end to end. Plain text is told apart by its first character. */
export function isJsonDocument(text: string): boolean {
  return /^\s*[[{]/.test(text) && parseJson(text) !== undefined
}

/** A JSON value as compact text; empty for `undefined`. Nesting too deep to be written is said, not thrown. */
export function compactJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    return '(nested too deeply to show)'
  }
}
