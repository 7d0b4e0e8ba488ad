import { ERROR_KIND_FACTS, type ErrorCause } from './error-cause.ts'

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
  /** Of these rows: those that a later attempt has a usable answer for. */
  answeredLater: number
}

/** Names a cause: those of one group have the same key, and causes of other groups another. */
export function causeKey({ kind, status, code }: Pick<ErrorCause, 'kind' | 'status' | 'code'>): string {
  if (code !== null) return `${kind}.${status ?? ''}.${code}`
  return status === null ? kind : `${kind}.${status}`
}

/**
 * Groups failed rows by their cause, the largest group first.
 * @param failures rows with their causes, in list order
 * @param isAnsweredLater whether a later attempt has a usable answer for a row
 */
export function groupErrors(
  failures: Iterable<{ row: number; cause: SharedCause }>,
  isAnsweredLater: (row: number) => boolean = () => false,
): ErrorGroup[] {
  const groups = new Map<string, ErrorGroup>()
  for (const { row, cause } of failures) {
    const { kind, status, code, sentence } = cause
    const key = causeKey(cause)
    const group = groups.get(key) ?? {
      key,
      kind,
      status,
      code,
      sentence,
      count: 0,
      first: row,
      answeredLater: 0,
    }
    groups.set(key, group)
    group.count += 1
    if (isAnsweredLater(row)) group.answeredLater += 1
  }
  return [...groups.values()].sort((left, right) => right.count - left.count)
}

/** What tells groups of one kind apart: "HTTP 429 · rate_limit_exceeded"; empty where the server told neither. */
export function groupFacts({ status, code }: Pick<ErrorGroup, 'status' | 'code'>): string {
  return [status === null ? null : `HTTP ${status}`, code].filter(Boolean).join(' · ')
}

/** Whether the sentence of a cause is no more than the name of its kind, as a server without words of its own leaves it. */
export function isNamedOnly({ kind, sentence }: Pick<ErrorCause, 'kind' | 'sentence'>): boolean {
  return sentence.replace(/[.!]?$/, '').toLowerCase() === ERROR_KIND_FACTS[kind].label.toLowerCase()
}

/** The title of a group among all groups: no two have the same one. */
export function groupTitle(group: ErrorGroup, groups: readonly ErrorGroup[]): string {
  const { label } = ERROR_KIND_FACTS[group.kind]
  const isOnly = groups.every(({ key, kind }) => key === group.key || kind !== group.kind)
  return isOnly ? label : `${label} · ${groupFacts(group) || 'no code'}`
}

const whole = new Intl.NumberFormat('en')

/**
 * What to know before rows run again unchanged, where some will most likely fail again; `null` where none will.
 * @param groups of the rows that failed
 * @param running all rows that would run again, those that never ran among them
 */
export function lastingWords(groups: readonly ErrorGroup[], running: number): string | null {
  const lasting = groups.filter(({ kind }) => ERROR_KIND_FACTS[kind].lasts)
  const rows = lasting.reduce((sum, { count }) => sum + count, 0)
  if (rows === 0) return null
  const causes = [...new Set(lasting.map(({ kind }) => ERROR_KIND_FACTS[kind].label.toLowerCase()))]
  const all = rows === 1 ? 'It' : 'They'
  const which = rows < running ? `${whole.format(rows)} of them` : all
  return `${which} will most likely fail again unchanged: ${causes.join(', ')}. A new batch lets you change the requests.`
}
