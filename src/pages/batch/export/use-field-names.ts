import { useEffect, useEffectEvent, useState } from 'react'
import { type FieldsFound, NO_FIELDS } from '~/domain/export/columns'
import type { MergedResults } from '~/workers/results/merged-results'
import type { ResultsSession } from '~/workers/results/session'
import type { Asked } from '../../shared/rows/use-asked'
import { fieldsOfBatch, MOST_NAMES, rememberedFields } from './fields-of-batch'

/** Fields of structured answers, and whether every answer has been looked at. */
export interface FieldNames {
  found: FieldsFound
  isComplete: boolean
  /** How the question for them stands. */
  asked: Omit<Asked<unknown>, 'answer'>
}

/** What was found, or why nothing could be, in whose answers, and with which try. */
interface Looked {
  found: FieldsFound
  trouble: Error | null
  merged: MergedResults | null
  attempt: number
}

/**
 * Looks through all answers for fields: a field that only one row has is not left out.
 * @param merged attempts whose answers count too; `null` for the batch alone
 * @param version of the rows of a batch that is whole: what was found of it is remembered; `null` for any other
 */
export function useFieldNames(
  session: ResultsSession,
  merged: MergedResults | null,
  version: string | null,
): FieldNames {
  const [attempt, setAttempt] = useState(0)
  const [looked, setLooked] = useState<Looked | null>(() => {
    const found = rememberedFields(session, version)
    return found === null || merged !== null ? null : { found, trouble: null, merged, attempt: 0 }
  })
  const lookAtVersion = useEffectEvent((of: ResultsSession, signal: AbortSignal) =>
    fieldsOfBatch(of, version, signal),
  )
  useEffect(() => {
    // The answers are in the worker.
    const looking = new AbortController()
    const { signal } = looking
    const look = async () => {
      const own = await lookAtVersion(session, signal)
      const others = (await merged?.fields(signal)) ?? NO_FIELDS
      const names = [...new Set([...own.names, ...others.names])]
      const hasOther = own.hasOther || others.hasOther || names.length > MOST_NAMES
      const found = { names: names.slice(0, MOST_NAMES), hasOther }
      setLooked({ found, trouble: null, merged, attempt })
    }
    look().catch((error: unknown) => {
      if (signal.aborted) return
      // Without them the columns that every row has are still there.
      const trouble = error instanceof Error ? error : new Error(String(error))
      setLooked((before) => ({ found: before?.found ?? NO_FIELDS, trouble, merged, attempt }))
    })
    return () => looking.abort()
  }, [session, merged, attempt])
  const isCurrent = looked !== null && looked.merged === merged
  const trouble = isCurrent ? looked.trouble : null
  return {
    found: looked?.found ?? NO_FIELDS,
    isComplete: isCurrent,
    asked: {
      trouble,
      isAskedAgain: trouble !== null && looked?.attempt !== attempt,
      askAgain: () => setAttempt((before) => before + 1),
    },
  }
}
