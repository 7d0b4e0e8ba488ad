import { useEffect, useRef, useState } from 'react'

/**
 * A value that changes often, taken over at most once in a while; the last one always is.
 * @param pauseMs shortest time between two changes
 */
export function usePaced<Value>(value: Value, pauseMs: number): Value {
  const [taken, setTaken] = useState(value)
  const changedAt = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    // A timer takes over the newest value when the pause ends.
    if (Object.is(value, taken)) return undefined
    const wait = Math.max(0, changedAt.current + pauseMs - performance.now())
    const timer = setTimeout(() => {
      changedAt.current = performance.now()
      setTaken(value)
    }, wait)
    return () => clearTimeout(timer)
  }, [value, taken, pauseMs])
  return taken
}
