import * as z from 'zod/mini'
import { type ColumnChoice, NO_CHOICE } from '~/domain/results/row-columns'
import { onStoredChange, readStored, writeStored } from '~/lib/browser-storage'
import { createValueStore, useStoreValue } from '~/lib/value-store'

const KEY = 'row-columns'

const StoredChoice = z.object({
  shown: z.catch(z.record(z.string(), z.boolean()), {}),
  order: z.catch(z.array(z.string()), []),
  widths: z.catch(z.record(z.string(), z.number().check(z.positive())), {}),
})

function readChoice(): ColumnChoice {
  const parsed = z.safeParse(StoredChoice, readStored('device', KEY))
  return parsed.success ? parsed.data : NO_CHOICE
}

const store = createValueStore<ColumnChoice>(readChoice())

const following = {
  ...store,
  subscribe: (listener: () => void) => {
    const stopFollowing = store.subscribe(listener)
    const stopListening = onStoredChange(KEY, () => store.set(readChoice()))
    return () => {
      stopFollowing()
      stopListening()
    }
  },
}

/**
 * What was chosen about columns on this device. It is a matter of this screen and of taste, so it is kept here and not
 * in the URL: a link opens the same rows in the same order, with the columns of whoever opens it.
 */
export function useColumnChoice(): ColumnChoice {
  return useStoreValue(following)
}

/** Keeps a choice for every batch; until the page is closed where the browser refuses to. */
export function keepColumnChoice(choice: ColumnChoice): void {
  store.set(choice)
  writeStored('device', KEY, choice)
}
