import * as z from 'zod/mini'
import { Batch } from '../../contract/batch.ts'
import { parseJson } from '../../domain/results/json.ts'
import { lastBlockIn } from './journal.ts'

/** The part of a block's head that tells of the batch; `readSyncState` reads all of it. */
const Head = z.object({ state: z.object({ plan: z.object({ batch: Batch }) }) })

/** The batch as it was last seen when its rows were stored; `null` where nothing whole is stored of it. */
export async function batchInJournal(journal: Blob): Promise<Batch | null> {
  const last = await lastBlockIn(journal)
  return last === null ? null : (z.safeParse(Head, parseJson(last.head)).data?.state.plan.batch ?? null)
}
