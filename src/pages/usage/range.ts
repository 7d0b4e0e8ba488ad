import { dayAfter, dayOf, startOfDay, type Zone } from '../../domain/usage-roll-up/days.ts'

export const RANGES = ['7d', '30d', '90d', 'all', 'dates'] as const

/** A number of days up to today, all there is, or the dates a person chose. */
export type Range = (typeof RANGES)[number]

const DAYS = { '7d': 7, '30d': 30, '90d': 90 } as const

/** Calendar days, both included; `from` is `null` where the range goes back to the first batch. */
export interface DayRange {
  from: string | null
  to: string
}

/**
 * The days of a range.
 * @param dates as they stand in the URL; what is no date stands for the last 30 days or for today
 * @param nowSeconds Unix seconds
 */
export function dayRange(
  range: Range,
  dates: { from: string; to: string },
  nowSeconds: number,
  zone: Zone,
): DayRange {
  const today = dayOf(nowSeconds, zone)
  switch (range) {
    case 'all':
      return { from: null, to: today }
    case 'dates': {
      const [from, to] = [dayOr(dates.from, dayAfter(today, -29)), dayOr(dates.to, today)]
      return from <= to ? { from, to } : { from: to, to: from }
    }
    default:
      return { from: dayAfter(today, 1 - DAYS[range]), to: today }
  }
}

function dayOr(day: string, fallback: string): string {
  return startOfDay(day, 'utc') === null ? fallback : day
}

/** When a range begins. @returns Unix seconds; 0 where it goes back to the first batch */
export function rangeStart({ from }: DayRange, zone: Zone): number {
  return from === null ? 0 : Math.max(0, startOfDay(from, zone) ?? 0)
}

/** Whether a moment lies in the range. @param seconds Unix seconds */
export function isInRange(seconds: number, { from, to }: DayRange, zone: Zone): boolean {
  const day = dayOf(seconds, zone)
  return day <= to && (from === null || day >= from)
}
