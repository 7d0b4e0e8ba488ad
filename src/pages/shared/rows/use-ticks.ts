import { useEffect, useState } from 'react'

/** The time in Unix milliseconds, renewed every second while something on screen counts seconds. */
export function useTicks(isCounting: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    // Follows the system clock.
    if (!isCounting) return undefined
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [isCounting])
  return now
}
