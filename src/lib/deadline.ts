type Zone = 'local' | 'utc'

const timeZoneOf = (zone: Zone) => (zone === 'utc' ? { timeZone: 'UTC' } : {})

function format(seconds: number, zone: Zone, fields: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', { ...fields, ...timeZoneOf(zone) }).format(seconds * 1000)
}

/**
 * A moment ahead as people say it: "today 15:40", "tomorrow 14:00", "26 Nov, 14:00"; with "UTC" where times are shown so.
 * @param seconds Unix seconds @param nowSeconds Unix seconds
 */
export function formatDeadline(seconds: number, nowSeconds: number, zone: Zone): string {
  const day = (moment: number) => format(moment, zone, { dateStyle: 'short' })
  const clock = format(seconds, zone, { hour: '2-digit', minute: '2-digit' }) + (zone === 'utc' ? ' UTC' : '')
  if (day(seconds) === day(nowSeconds)) return `today ${clock}`
  if (day(seconds) === day(nowSeconds + 86_400)) return `tomorrow ${clock}`
  return `${format(seconds, zone, { day: 'numeric', month: 'short' })}, ${clock}`
}
