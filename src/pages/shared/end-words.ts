import type { EndRange } from '~/domain/eta/end-estimate'
import type { DeadlineRisk } from '~/domain/eta/outlook'
import { formatAxisTime } from '~/lib/format'

/** What a person is warned of; `null` where there is nothing to warn of. */
export const RISK_WORDS = {
  no_deadline: null,
  in_time: null,
  may_miss: 'may miss its deadline',
  will_miss: 'will likely miss its deadline',
  passed: 'its deadline has passed',
} satisfies Record<DeadlineRisk, string | null>

/**
 * Hours and minutes; the day too where it is another one than today.
 * @param seconds Unix seconds
 * @param now Unix seconds
 */
export function clockWords(seconds: number, now: number, timeZone: 'local' | 'utc'): string {
  const day = formatAxisTime(seconds, timeZone, 'days')
  const clock = formatAxisTime(seconds, timeZone, 'minutes')
  return day === formatAxisTime(now, timeZone, 'days') ? clock : `${day} ${clock}`
}

/** The times of day of a range: "14:20–14:50", or "about 14:20" where both are the same minute. */
export function rangeWords({ earliest, latest }: EndRange, now: number, timeZone: 'local' | 'utc'): string {
  const [from, until] = [clockWords(earliest, now, timeZone), clockWords(latest, now, timeZone)]
  return from === until ? `about ${until}` : `${from}–${until}`
}
