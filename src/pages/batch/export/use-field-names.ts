import { useEffect, useEffectEvent, useState } from 'react'
import { type FieldsFound, NO_FIELDS } from '~/domain/export/columns'
import type { MergedResults } from '~/workers/results/merged-results'
import type { ResultsSession } from '~/workers/results/session'
import type { Asked } from '../../shared/rows/use-asked'
import { type FieldsLook, fieldsTogether, lookForFields, rememberedFields } from './fields-of-batch'

/** Fields of structured answers. */
export interface FieldNames {
  found: FieldsFound
  /** Every answer has been looked at, or nobody can tell what the rest is. */
  isSettled: boolean
  /** How the question for them stands. */
  asked: Omit<Asked<unknown>, 'answer'>
}

/** What was found in whose answers, and with which try. */
interface Looked extends FieldsLook {
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
  const lookAtVersion = useEffectEvent(
    (of: ResultsSession, along: MergedResults | null, signal: AbortSignal) =>
      lookForFields(of, along, version, signal),
  )
  useEffect(() => {
    // The answers are in the worker.
    const looking = new AbortController()
    const { signal } = looking
    lookAtVersion(session, merged, signal).then(
      ({ found, trouble }) => {
        if (signal.aborted) return
        setLooked((before) => ({
          found: trouble === null || before === null ? found : fieldsTogether([found, before.found]),
          trouble,
          merged,
          attempt,
        }))
      },
      // Nobody waits any more.
      () => {},
    )
    return () => looking.abort()
  }, [session, merged, attempt])
  const isCurrent = looked !== null && looked.merged === merged
  const trouble = isCurrent ? looked.trouble : null
  return {
    found: looked?.found ?? NO_FIELDS,
    isSettled: isCurrent,
    asked: {
      trouble,
      isAskedAgain: trouble !== null && looked?.attempt !== attempt,
      askAgain: () => setAttempt((before) => before + 1),
    },
  }
}
