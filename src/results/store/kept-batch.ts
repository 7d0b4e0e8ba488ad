import * as z from 'zod/mini'
import { Batch } from '../../contract/batch.ts'
import { parseJson } from '../../domain/results/json.ts'
import { blocksIn } from './journal.ts'

/** The part of a block's head that tells of the batch; `readSyncState` reads all of it. */
const Head = z.object({ state: z.object({ plan: z.object({ batch: Batch }) }) })

/** The batch as it was last seen when its rows were stored; `null` where nothing whole is stored of it. */
export function batchInJournal(journal: Uint8Array): Batch | null {
  const last = blocksIn(journal).at(-1)
  return last === undefined ? null : (z.safeParse(Head, parseJson(last.head)).data?.state.plan.batch ?? null)
}
