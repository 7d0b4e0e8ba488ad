import { createId } from './ids.ts'
import type { BatchRecord } from './store/records.ts'
import type { Workspace } from './workspace.ts'

export interface Seed {
  /** An uploaded input file; none of its rows is run. */
  inputFileId: string
  count: number
  /** Between the creation of one batch and the next; the newest was created now. */
  secondsApart: number
  model: string
}

const ROWS = 100

/**
 * Fills the list with batches that have ended, without running them: for tests of long lists. Number n is called
 * "Seeded n" and used 1,000·n tokens in and 100·n out; every tenth had five failed rows, every fourth was due
 * within an hour.
 */
export function seedBatches({ store, clock, settings }: Workspace, seed: Seed): void {
  const now = clock.now()
  for (let number = 1; number <= seed.count; number += 1) {
    const createdAt = now - (seed.count - number) * seed.secondsApart * 1000
    store.saveBatch(seededBatch(number, createdAt, seed, () => createId('batch', settings.personality)))
  }
}

function seededBatch(number: number, createdAt: number, seed: Seed, newId: () => string): BatchRecord {
  const failed = number % 10 === 0 ? 5 : 0
  const ended = createdAt + 60_000
  return {
    id: newId(),
    endpoint: '/v1/chat/completions',
    inputFileId: seed.inputFileId,
    inputDeleted: false,
    outputFileId: `${seed.inputFileId}-output-${number}`,
    errorFileId: `${seed.inputFileId}-error-${number}`,
    completionWindow: number % 4 === 0 ? '1h' : '24h',
    metadata: { batch_description: `Seeded ${number}` },
    status: 'completed',
    errors: [],
    createdAt,
    inProgressAt: createdAt + 1000,
    expiresAt: createdAt + 24 * 3600 * 1000,
    finalizingAt: ended,
    completedAt: ended,
    failedAt: null,
    expiredAt: null,
    cancellingAt: null,
    cancelledAt: null,
    counts: { total: ROWS, completed: ROWS - failed, failed },
    lines: { output: { count: 0, bytes: 0 }, error: { count: 0, bytes: 0 } },
    usage: [
      {
        model: seed.model,
        rows: ROWS - failed,
        promptTokens: 1000 * number,
        cachedTokens: 0,
        completionTokens: 100 * number,
        reasoningTokens: 0,
        durationMs: 1000,
      },
    ],
  }
}
