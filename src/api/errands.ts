import { createValueStore, useStoreValue } from '../lib/value-store.ts'

const begun = createValueStore(false)

/** Takes note that this tab sends a file or starts a batch. */
export function beginErrand(): void {
  begun.set(true)
}

/** Whether this tab has ever sent a file or started a batch: before that, no page has any of it to show. */
export function useErrandsBegun(): boolean {
  return useStoreValue(begun)
}
