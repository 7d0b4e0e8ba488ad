/** The zone that days are counted in: that of the browser, or UTC. */
export type Zone = 'local' | 'utc'

const two = (value: number) => String(value).padStart(2, '0')

/** The calendar day of a moment as "2026-11-24". @param seconds Unix seconds */
export function dayOf(seconds: number, zone: Zone): string {
  const date = new Date(seconds * 1000)
  if (Number.isNaN(date.getTime())) return ''
  if (zone === 'utc') return date.toISOString().slice(0, 10)
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** The moment a day begins. @param day "2026-11-24" @returns Unix seconds, `null` where there is no such day */
export function startOfDay(day: string, zone: Zone): number | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)?.map(Number) ?? []
  if (year === undefined || month === undefined || date === undefined) return null
  const start = zone === 'utc' ? new Date(Date.UTC(year, month - 1, date)) : new Date(year, month - 1, date)
  // 31 June would silently become 1 July.
  return dayOf(start.getTime() / 1000, zone) === day ? start.getTime() / 1000 : null
}

/** The day some days later, or earlier for a negative number. */
export function dayAfter(day: string, days: number): string {
  const start = startOfDay(day, 'utc') ?? 0
  return dayOf(start + days * 86_400, 'utc')
}

/** All days from one to another, both included, oldest first; at most 400, the newest of them. */
export function daysBetween(from: string, to: string): string[] {
  const days: string[] = []
  for (let day = to; day >= from && days.length < 400; day = dayAfter(day, -1)) days.push(day)
  return days.toReversed()
}
