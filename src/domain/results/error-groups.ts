import type { ErrorCause } from './error-cause.ts'

/** What rows that failed alike have in common. */
export interface SharedCause extends Pick<ErrorCause, 'kind' | 'status' | 'code'> {
  /** What the first of them was told. */
  sentence: string
}

/** Rows that failed for one reason. */
export interface ErrorGroup extends SharedCause {
  /** Names the cause, for addresses and questions. */
  key: string
  count: number
  /** The first row in list order. */
  first: number
}

/** Names a cause: those of one group have the same key, and causes of other groups another. */
export function causeKey({ kind, status, code }: Pick<ErrorCause, 'kind' | 'status' | 'code'>): string {
  if (code !== null) return `${kind}.${status ?? ''}.${code}`
  return status === null ? kind : `${kind}.${status}`
}

/**
 * Groups failed rows by their cause, the largest group first.
 * @param failures rows with their causes, in list order
 */
export function groupErrors(failures: Iterable<{ row: number; cause: SharedCause }>): ErrorGroup[] {
  const groups = new Map<string, ErrorGroup>()
  for (const { row, cause } of failures) {
    const { kind, status, code, sentence } = cause
    const key = causeKey(cause)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { key, kind, status, code, sentence, count: 1, first: row })
    else group.count += 1
  }
  return [...groups.values()].sort((left, right) => right.count - left.count)
}
