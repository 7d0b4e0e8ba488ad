import { useEffect, useState } from 'react'
import { formatDuration } from '~/lib/format'

/** Says in how many seconds something is tried again. @param until milliseconds of `performance.now()` */
export function Countdown({ until }: { until: number }) {
  const [now, setNow] = useState(() => performance.now())
  useEffect(() => {
    // Follows the clock.
    const timer = setInterval(() => setNow(performance.now()), 500)
    return () => clearInterval(timer)
  }, [])
  return <span>Trying again in {formatDuration(Math.ceil(Math.max(0, until - now) / 1000))}</span>
}
