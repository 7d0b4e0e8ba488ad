import { useEffect, useEffectEvent, useState } from 'react'

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
  const [answer, setAnswer] = useState<Value | null>(null)
  const askNow = useEffectEvent(ask)
  useEffect(() => {
    // The answer comes from the worker.
    if (key === null) return undefined
    const asking = new AbortController()
    askNow(asking.signal).then(
      (value) => setAnswer(() => value),
      () => undefined,
    )
    return () => asking.abort()
  }, [key])
  return answer
}
