const whole = new Intl.NumberFormat('en')
const tenths = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

/** A number of things: "12,345". */
export function formatCount(value: number): string {
  return whole.format(value)
}

/** A number with its noun: "1 row", "12,345 rows". */
export function formatQuantity(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`
}

const BYTE_UNITS = ['B', 'KB', 'MB', 'GB'] as const

/** Bytes in decimal units, as the API's limits are stated: "199.4 MB". */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit: (typeof BYTE_UNITS)[number] = 'B'
  for (const next of BYTE_UNITS.slice(1)) {
    if (Math.abs(value) < 1000) break
    value /= 1000
    unit = next
  }
  return `${unit === 'B' ? formatCount(value) : tenths.format(value)} ${unit}`
}

/** Full per cent that were reached, 0 only for nothing and 100 only for all: 249 of 250 and 248 of 250 read "99%". */
export function formatPercent(part: number, all: number): string {
  if (all <= 0 || part <= 0) return '0%'
  if (part >= all) return '100%'
  return `${Math.min(99, Math.max(1, Math.floor((100 * part) / all)))}%`
}

/** How long something took or lasts, in the two largest units: "4 s", "3 min 20 s", "2 h 5 min", "3 d 4 h". */
export function formatDuration(seconds: number): string {
  const total = Math.max(0, Math.round(seconds))
  const [days, hours, minutes, rest] = [
    Math.floor(total / 86_400),
    Math.floor((total % 86_400) / 3600),
    Math.floor((total % 3600) / 60),
    total % 60,
  ]
  if (days) return hours ? `${days} d ${hours} h` : `${days} d`
  if (hours) return minutes ? `${hours} h ${minutes} min` : `${hours} h`
  if (minutes) return rest ? `${minutes} min ${rest} s` : `${minutes} min`
  return `${rest} s`
}

const DAY_FIELDS = { day: 'numeric', month: 'short', year: 'numeric' } as const
const CLOCK_FIELDS = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const

const moments = {
  local: new Intl.DateTimeFormat('en-GB', { ...DAY_FIELDS, ...CLOCK_FIELDS }),
  utc: new Intl.DateTimeFormat('en-GB', {
    ...DAY_FIELDS,
    ...CLOCK_FIELDS,
    timeZone: 'UTC',
    timeZoneName: 'short',
  }),
}

const clocks = {
  local: new Intl.DateTimeFormat('en-GB', CLOCK_FIELDS),
  utc: new Intl.DateTimeFormat('en-GB', { ...CLOCK_FIELDS, timeZone: 'UTC' }),
}

/** Servers may send a number that no calendar holds; `Intl` would throw on it. */
function formatWith(format: Intl.DateTimeFormat, seconds: number): string {
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? 'unknown time' : format.format(date)
}

/**
 * The exact moment: "22 Nov 2026, 04:12:07", with the zone where it is not the reader's own.
 * @param seconds Unix seconds
 */
export function formatMoment(seconds: number, timeZone: 'local' | 'utc'): string {
  return formatWith(moments[timeZone], seconds)
}

/** Hours, minutes and seconds of a moment. @param seconds Unix seconds */
export function formatClock(seconds: number, timeZone: 'local' | 'utc'): string {
  return formatWith(clocks[timeZone], seconds)
}

const axisFields = {
  seconds: CLOCK_FIELDS,
  minutes: { hour: '2-digit', minute: '2-digit' },
  days: { day: 'numeric', month: 'short' },
} as const

/**
 * A moment as a mark of a time axis, no finer than the axis.
 * @param seconds Unix seconds
 */
export function formatAxisTime(
  seconds: number,
  timeZone: 'local' | 'utc',
  precision: keyof typeof axisFields,
): string {
  const zone = timeZone === 'utc' ? { timeZone: 'UTC' } : {}
  return formatWith(new Intl.DateTimeFormat('en-GB', { ...axisFields[precision], ...zone }), seconds)
}

/** By how many seconds a zone is ahead of UTC at a moment. @param seconds Unix seconds */
export function zoneOffsetSeconds(seconds: number, timeZone: 'local' | 'utc'): number {
  if (timeZone === 'utc') return 0
  const minutes = new Date(seconds * 1000).getTimezoneOffset()
  return Number.isNaN(minutes) ? 0 : -60 * minutes
}
