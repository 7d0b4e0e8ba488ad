import { useEffect, useState } from 'react'
import { ALL_ROWS } from '~/results/row-query'
import { partOf } from '~/results/row-snapshot'
import type { MergedResults } from '~/workers/results/merged-results'
import type { ResultsSession } from '~/workers/results/session'

/** Fields of structured answers, and whether every answer has been looked at. */
export interface FieldNames {
  names: readonly string[]
  isComplete: boolean
}

/** What was found, and in whose answers. */
interface Looked extends FieldNames {
  merged: MergedResults | null
}

const AT_ONCE = 500
/** More than anybody has columns for; the rest stands in the whole answer. */
const MOST_NAMES = 300

/**
 * Looks through all answers for fields: a field that only one row has is not left out.
 * @param merged attempts whose answers count too; `null` for the batch alone
 */
export function useFieldNames(session: ResultsSession, merged: MergedResults | null): FieldNames {
  const [found, setFound] = useState<Looked>({ names: [], isComplete: false, merged })
  useEffect(() => {
    // The answers are in the worker.
    const looking = new AbortController()
    const { signal } = looking
    const look = async () => {
      const names = new Set<string>()
      const all = await session.snapshot(ALL_ROWS, signal)
      for (let from = 0; from < all.rows.length && names.size < MOST_NAMES; from += AT_ONCE) {
        for (const name of await session.fieldNames(partOf(all, from, from + AT_ONCE), signal))
          names.add(name)
      }
      for (const name of (await merged?.fieldNames(signal)) ?? []) names.add(name)
      setFound({ names: [...names].slice(0, MOST_NAMES), isComplete: true, merged })
    }
    // Without them the columns that every row has are still there.
    look().catch(() => setFound((before) => ({ ...before, isComplete: true, merged })))
    return () => looking.abort()
  }, [session, merged])
  return found.merged === merged ? found : { ...found, isComplete: false }
}
