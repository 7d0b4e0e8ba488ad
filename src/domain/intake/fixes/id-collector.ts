import { isObject } from '../../jsonl/request-rules.ts'
import { Framer } from '../framer.ts'
import { IdIndex, MOST_IDS } from '../id-index.ts'
import { ChangePlan } from './change-plan.ts'
import type { Change } from './changes.ts'
import { sourceLinesOf } from './source-lines.ts'
import { Utf8Input } from './utf8-input.ts'

/** Whether changes make ids, so that those which are there must be known first. */
export function needsIds(changes: readonly Change[]): boolean {
  return changes.some((change) => change.type === 'fix' && (change.fix === 'ids' || change.fix === 'wrap'))
}

/** Reads a file for its ids alone, as they will be when its texts are put right. */
export class IdCollector {
  readonly #plan: ChangePlan
  readonly #framer = new Framer((frame) => {
    if (frame.kind !== 'request') return
    for (const { value, place } of sourceLinesOf(frame, this.#plan)) {
      const id = isObject(value) ? value['custom_id'] : null
      if (typeof id === 'string') this.ids.add(id, place)
    }
  })
  readonly #input = new Utf8Input((bytes) => this.#framer.push(bytes))
  /** What was found so far. */
  readonly ids = new IdIndex(MOST_IDS)

  constructor(changes: readonly Change[]) {
    this.#plan = new ChangePlan(changes)
  }

  /** Takes the next bytes of the file. */
  push(chunk: Uint8Array): void {
    this.#input.push(chunk)
  }

  /** Takes what is left. Call it once. */
  finish(): IdIndex {
    this.#input.finish()
    this.#framer.finish()
    return this.ids
  }
}
