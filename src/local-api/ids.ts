import type { Personality } from './personality.ts'

const PREFIXES = { file: 'file-', batch: 'batch_' } as const

/** A new id in the form the personality uses: a bare UUID, or `file-…` and `batch_…`. */
export function createId(kind: keyof typeof PREFIXES, personality: Personality): string {
  const uuid = crypto.randomUUID()
  return personality.ids === 'uuid' ? uuid : PREFIXES[kind] + uuid.replaceAll('-', '').slice(0, 24)
}

const POSITION_DIGITS = 8

function rowPrefix(batchId: string): string {
  return `batch_req_${batchId.replaceAll(/[^0-9a-f]/g, '').slice(-20)}`
}

/** The id of a row: the same through every attempt, and it tells the row's position. */
export function rowId(batchId: string, position: number): string {
  return rowPrefix(batchId) + position.toString(16).padStart(POSITION_DIGITS, '0')
}

/** The position of a row in its batch, or `null` when the id is of no row of this batch. */
export function positionOfRow(batchId: string, id: string): number | null {
  const prefix = rowPrefix(batchId)
  const digits = id.slice(prefix.length)
  return id.startsWith(prefix) && /^[0-9a-f]{8}$/.test(digits) ? Number.parseInt(digits, 16) : null
}
