import { createContext, use, useEffect, useState } from 'react'
import { formatMoment } from '../lib/format.ts'
import { relativeTime } from './relative-time.ts'
import { Tooltip } from './tooltip.tsx'

/** The zone that every time on screen is written in; a setting. */
export const TimeZoneContext = createContext<'local' | 'utc'>('local')

/** The longest pause between two looks at the clock: a sleeping machine's timers fire late. */
const LONGEST_PAUSE_SECONDS = 60 * 60

interface RelativeTimeProps {
  /** Unix seconds. */
  seconds: number
  /**
   * Whether Tab stops here to show the exact time, for a time that stands alone. In a list it would add a stop
   * per row, so there the exact time shows on hover and on the row's own page.
   */
  focusable?: boolean | undefined
}

/** How long ago, or in how long; the exact time on hover. Renders only when its text changes. */
export function RelativeTime({ seconds, focusable = false }: RelativeTimeProps) {
  const zone = use(TimeZoneContext)
  const [nowSeconds, setNowSeconds] = useState(() => Date.now() / 1000)
  const { text, changesAfterSeconds } = relativeTime(Math.floor(seconds - nowSeconds))
  const nextLookSeconds = nowSeconds + Math.min(changesAfterSeconds, LONGEST_PAUSE_SECONDS)

  useEffect(() => {
    // The clock goes on without React: look at it again when this text is out of date.
    const pauseMs = nextLookSeconds * 1000 - Date.now()
    const timer = setTimeout(() => setNowSeconds(Date.now() / 1000), Math.max(0, pauseMs))
    return () => clearTimeout(timer)
  }, [nextLookSeconds])

  const exact = formatMoment(seconds, zone)
  if (!focusable) {
    return (
      <time dateTime={isoTime(seconds)} title={exact} className="whitespace-nowrap">
        {text}
      </time>
    )
  }
  return (
    <Tooltip text={exact}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the exact time must show on focus too */}
      <time dateTime={isoTime(seconds)} tabIndex={0} className="whitespace-nowrap">
        {text}
      </time>
    </Tooltip>
  )
}

/** The exact time in the chosen zone, to the second. */
export function ExactTime({ seconds }: { seconds: number }) {
  const zone = use(TimeZoneContext)
  return <time dateTime={isoTime(seconds)}>{formatMoment(seconds, zone)}</time>
}

function isoTime(seconds: number): string {
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? '' : date.toISOString()
}
