export type TimeZone = 'local' | 'utc'

const FORMATS = {
  local: formatIn(undefined),
  utc: formatIn('UTC'),
} satisfies Record<TimeZone, Intl.DateTimeFormat>

function formatIn(timeZone: string | undefined): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  })
}

/**
 * A moment as "22 Nov 2026, 12:04:07 UTC".
 * @param seconds Unix seconds; what no calendar holds reads "unknown time"
 */
export function exactTime(seconds: number, zone: TimeZone): string {
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? 'unknown time' : FORMATS[zone].format(date)
}
