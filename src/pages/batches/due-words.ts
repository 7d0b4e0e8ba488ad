import type { SeenOutlook } from '~/domain/eta/seen-outlook'
import { formatDuration } from '~/lib/format'
import { RISK_WORDS, rangeWords } from '../shared/end-words'

/** When something ends, and what is wrong with that. */
export interface DueWords {
  text: string | null
  warning: string | null
}

/**
 * When a batch or job that goes on is expected to end, else when it is due.
 * @param now Unix seconds
 */
export function dueWords(
  { outlook, deadline }: SeenOutlook,
  now: number,
  timeZone: 'local' | 'utc',
): DueWords {
  const overdue = deadline !== null && deadline < now ? `overdue by ${formatDuration(now - deadline)}` : null
  const due = deadline === null || overdue !== null ? null : `due in ${formatDuration(deadline - now)}`
  switch (outlook.kind) {
    case 'ended':
      return { text: null, warning: null }
    case 'writing':
      return { text: 'ends in a moment', warning: overdue }
    case 'cancelling':
      return { text: 'ends soon', warning: overdue }
    case 'checking':
    case 'queued':
    case 'learning':
      return { text: due, warning: overdue ?? RISK_WORDS[outlook.risk] }
    case 'running': {
      // Not looked at for so long that it should have ended: the range says nothing any more.
      const isKnown = outlook.range.latest >= now
      return {
        text: isKnown ? `ends ${rangeWords(outlook.range, now, timeZone)}` : due,
        warning: overdue ?? RISK_WORDS[outlook.risk],
      }
    }
  }
}
