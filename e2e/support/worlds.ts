import type { Batch } from '../../src/contract/batch.ts'
import type { ApiClient } from './api-client.ts'
import type { Controls } from './controls.ts'
import { chatFile, chatLine } from './requests.ts'

/** A name that a person might give and that fits nowhere. */
const LONG_NAME = `${'Donaudampfschifffahrtsgesellschaft'.repeat(3)} and the survey of every harbour between Ulm and Sulina`

/** Batches in the states that look different, for tests of looks: every row of the list is another one. */
export interface World {
  readonly mixed: Batch
  readonly running: Batch
  readonly rejected: Batch
}

/**
 * Fills a workspace: a batch with good and failed rows and a long name, one that stands still half-way, one that was
 * rejected, one that expired, and files of all kinds.
 */
export async function fillWorkspace(api: ApiClient, controls: Controls): Promise<World> {
  const title = (batch_description: string, more: Record<string, string> = {}) => ({
    metadata: { batch_description, ...more },
  })
  await controls.setRate(1000)
  const rows = `${chatFile(6)}${chatLine('row-7~bad-request', 'Describe this image.')}\n${chatLine('row-8~truncated', 'Tell a long story.')}\n${chatLine('row-9~refused', 'Tell a secret.')}`
  const mixed = await api.startBatch(`${LONG_NAME}.jsonl`, rows, title(LONG_NAME))
  const rejected = await api.startBatch('wrong.jsonl', 'no JSON\n', title('Rejected'))
  await api.startBatch('expired.jsonl', chatFile(4), title('Expired', { simulate: 'expire' }))
  await controls.advance(60)
  await api.until(mixed.id, 'completed')
  await controls.setRate(5)
  const running = await api.startBatch('half.jsonl', chatFile(20), title('Half-way'))
  await api.until(running.id, 'in_progress')
  await controls.advance(2)
  await controls.setRate(0)
  await controls.advance(60)
  return { mixed, running, rejected }
}
