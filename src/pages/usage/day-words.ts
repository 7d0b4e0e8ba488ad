import { startOfDay } from '~/domain/usage-roll-up/days'

const words = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})

/** A calendar day for people: "24 Nov 2026". @param day "2026-11-24" */
export function formatDay(day: string): string {
  const start = startOfDay(day, 'utc')
  return start === null ? 'Unknown day' : words.format(new Date(start * 1000))
}
