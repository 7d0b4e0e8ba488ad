import type { ErrorCause, ErrorKind } from './error-cause.ts'

/** Rows that failed for one reason. */
export interface ErrorGroup {
  /** Names the cause, short enough for an address. */
  key: string
  kind: ErrorKind
  /** HTTP status where one is told. */
  status: number | null
  /** The server's own code. */
  code: string | null
  /** What the first of them was told. */
  sentence: string
  /** The rows, in list order. */
  rows: number[]
}

/** Names a cause: those of one group have the same key, and causes of other groups another. */
export function causeKey({ kind, status, code }: Pick<ErrorCause, 'kind' | 'status' | 'code'>): string {
  if (code !== null) return `${kind}.${status ?? ''}.${code}`
  return status === null ? kind : `${kind}.${status}`
}

/**
 * Groups failed rows by their cause, the largest group first. Sentences differ from row to row, so they do not count.
 * @param failures rows with their causes, in list order
 */
export function groupErrors(failures: Iterable<{ row: number; cause: ErrorCause }>): ErrorGroup[] {
  const groups = new Map<string, ErrorGroup>()
  for (const { row, cause } of failures) {
    const { kind, status, code, sentence } = cause
    const key = causeKey(cause)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { key, kind, status, code, sentence, rows: [row] })
    else group.rows.push(row)
  }
  return [...groups.values()].sort((left, right) => right.rows.length - left.rows.length)
}
