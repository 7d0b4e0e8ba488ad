import * as z from 'zod/mini'
import type { Batch } from '../contract/batch.ts'
import { INPUT_STATES } from './input-reader.ts'
import { PlanState } from './plan.ts'

/** How far the rows of a batch had been read, kept beside them from one visit to the next. */
const SyncState = z.object({
  plan: PlanState,
  input: z.enum(INPUT_STATES),
  lastRowAt: z.nullable(z.number()),
})

export type SyncState = z.infer<typeof SyncState>

/**
 * Reads what an earlier visit has stored.
 * @returns `null` when it is nothing that was stored, or was stored of another batch
 */
export function readSyncState(value: unknown, batch: Batch): SyncState | null {
  const parsed = z.safeParse(SyncState, value)
  if (!parsed.success) return null
  const { id, created_at } = parsed.data.plan.batch
  return id === batch.id && created_at === batch.created_at ? parsed.data : null
}
