import { startTransition, useEffect, useEffectEvent, useState } from 'react'
import { WorkerDied } from '~/workers/open-questions'

/** A question and how it stands. */
export interface Asked<Value> {
  answer: Value | null
  /** Why the question as it is now was not answered; `null` where nothing is wrong, or the state of the session says it. */
  trouble: Error | null
  /** It is being asked once more after a failure. */
  isAskedAgain: boolean
  askAgain: () => void
}

/**
 * A question that is asked again whenever its key changes, and when a person wants it to be. Until a new answer is
 * there the last one stays, so compare it with what was asked for. What an answer changes is drawn in short turns,
 * between which the page stays free.
 * @param key names the question and what its answer depends on; `null` asks nothing
 * @param ask may tell answers before the last one
 */
export function useQuestion<Value>(
  key: string | null,
  ask: (signal: AbortSignal, tell: (answer: Value) => void) => Promise<Value>,
): Asked<Value> {
  const [answer, setAnswer] = useState<Value | null>(null)
  const [failure, setFailure] = useState<{ key: string; attempt: number; error: Error } | null>(null)
  const [attempt, setAttempt] = useState(0)
  const askNow = useEffectEvent(ask)
  useEffect(() => {
    // The answer comes from the worker.
    if (key === null) return undefined
    const asking = new AbortController()
    const tell = (value: Value) => {
      if (asking.signal.aborted) return
      startTransition(() => {
        setAnswer(() => value)
        setFailure(null)
      })
    }
    askNow(asking.signal, tell).then(tell, (error: unknown) => {
      if (asking.signal.aborted || error instanceof WorkerDied) return
      setFailure({ key, attempt, error: error instanceof Error ? error : new Error(String(error)) })
    })
    return () => asking.abort()
  }, [key, attempt])
  const isFailed = failure !== null && failure.key === key
  return {
    answer,
    trouble: isFailed ? failure.error : null,
    isAskedAgain: isFailed && failure.attempt !== attempt,
    askAgain: () => setAttempt((before) => before + 1),
  }
}

/**
 * The answer to a question that is asked again whenever its key changes. Until a new answer is there the last
 * one stays, so compare it with what was asked for. A question that fails leaves the last answer: the state of
 * the session says what is wrong.
 * @param key names the question and what its answer depends on; `null` asks nothing
 */
export function useAsked<Value>(
  key: string | null,
  ask: (signal: AbortSignal) => Promise<Value>,
): Value | null {
  return useQuestion(key, ask).answer
}
