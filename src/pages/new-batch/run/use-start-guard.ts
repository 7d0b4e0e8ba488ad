import { useRef, useState } from 'react'
import { useBatchHistory } from '~/api/batch-history'
import { shareOfCost, type TotalCost } from '~/domain/estimate/estimate'
import { sameFileBatches } from '~/domain/estimate/history'
import { useSettings } from '~/lib/settings'
import type { Fingerprint } from '~/workers/fingerprint/client'
import { fingerprintOfSource, type RunSource } from './run-source'
import { nameOfQuestions, type StartQuestion, startQuestions } from './start-questions'

/** What a click asks for. */
interface Wish {
  source: RunSource
  /** Rows that are tried first; 0 for all of them. */
  trialRows: number
}

interface Circumstances {
  completionWindow: string
  /** What the whole file costs in that window, and how many rows it has; `null` where nobody has read it. */
  cost: TotalCost | null
  requests: number
  /** The person asked to run rows once more: that they ran before is no question. */
  isRepeat: boolean
  /** Starts what was asked for. */
  onGo: (wish: Wish, fingerprint: Fingerprint | null) => void | Promise<void>
}

interface StartGuard {
  /** A click is being looked at or carried out: another one does nothing. */
  busy: boolean
  /** What the person has to answer first; none keeps the dialog closed. */
  questions: readonly StartQuestion[]
  ask: (wish: Wish) => Promise<void>
  dismiss: () => void
  confirm: () => Promise<void>
}

interface Pending {
  wish: Wish
  fingerprint: Fingerprint | null
  questions: readonly StartQuestion[]
  name: string
}

/** Lets a start pass once for each click, after asking where it costs more than was allowed or was made before. */
export function useStartGuard({
  completionWindow,
  cost,
  requests,
  isRepeat,
  onGo,
}: Circumstances): StartGuard {
  const { budgetUsd } = useSettings()
  const history = useBatchHistory()
  const [openedAt] = useState(() => Date.now() / 1000)
  const [pending, setPending] = useState<Pending | null>(null)
  const [busy, setBusy] = useState(false)
  /** The click under way; state would come too late for the second half of a double click. */
  const isUnderWay = useRef(false)
  /** What was asked and answered with yes; a second try after a failed start does not ask it again. */
  const [answered, setAnswered] = useState<string | null>(null)

  const once = async (act: () => Promise<void>) => {
    if (isUnderWay.current) return
    isUnderWay.current = true
    setBusy(true)
    try {
      await act()
    } finally {
      isUnderWay.current = false
      setBusy(false)
    }
  }

  const look = async (wish: Wish) => {
    const { source, trialRows } = wish
    const fingerprint = await fingerprintOfSource(source)
    const fileId = source.kind === 'stored' ? source.file.id : null
    // What this visit has started itself is no surprise to anybody.
    const past = isRepeat ? [] : history.filter(({ startedAt }) => startedAt < openedAt)
    const questions = startQuestions({
      budgetUsd,
      cost: cost && trialRows > 0 ? shareOfCost(cost, trialRows, requests) : cost,
      earlier: sameFileBatches(past, { fingerprint: fingerprint?.value ?? null, fileId }),
      isOfContent: fingerprint?.isOfContent ?? true,
      trialRows,
    })
    const file = fingerprint?.value ?? fileId
    const name = nameOfQuestions(questions, { file, completionWindow, trialRows })
    if (questions.length === 0 || answered === name) await onGo(wish, fingerprint)
    else setPending({ wish, fingerprint, questions, name })
  }

  return {
    busy,
    questions: pending?.questions ?? [],
    ask: (wish) => once(() => look(wish)),
    dismiss: () => setPending(null),
    confirm: () =>
      once(async () => {
        if (!pending) return
        setAnswered(pending.name)
        await onGo(pending.wish, pending.fingerprint)
      }),
  }
}
