import { useEffect, useState } from 'react'

const STEP_MS = 10_000

/** The current time in Unix seconds, renewed every ten seconds: for deadlines, not for stop-watches. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now() / 1000)
  useEffect(() => {
    // Follows the system clock.
    const timer = setInterval(() => setNow(Date.now() / 1000), STEP_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}
