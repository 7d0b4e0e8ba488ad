import type { Batch } from '~/contract/batch'
import { openRows } from '~/domain/batch-state'
import type { DeadlineRisk, Outlook, Run } from '~/domain/eta/outlook'
import { secondsTaken } from '~/domain/series/reopening'
import { formatDuration } from '~/lib/format'
import { clockWords, RISK_WORDS, rangeWords } from '../../shared/end-words'

/** What a tile says of the end of a batch. */
export interface OutlookWords {
  label: string
  value: string
  detail: string
  isRisky: boolean
}

/**
 * When a batch will likely be done, or how long it took.
 * @param now Unix seconds on the server's clock
 */
export function outlookWords(
  batch: Batch,
  outlook: Outlook,
  run: Run,
  now: number,
  timeZone: 'local' | 'utc',
): OutlookWords {
  const clock = (seconds: number) => clockWords(seconds, now, timeZone)
  const waiting = (phase: string) => {
    const promised = batch.expires_at !== null && batch.expires_at >= now ? clock(batch.expires_at) : null
    // The deadline is what the server has promised, and says nothing of what is likely.
    const words = promised === null ? open('–', phase) : { ...open(`by ${promised}`, phase), label: 'Due' }
    return 'risk' in outlook && RISK_WORDS[outlook.risk] !== null
      ? withRisk(batch, outlook.risk, clock, open('–', phase))
      : words
  }
  switch (outlook.kind) {
    case 'ended':
      return endedWords(batch, run)
    case 'checking':
      return waiting('The server checks the file')
    case 'cancelling':
      return open('soon', 'Rows in flight still end')
    case 'writing':
      return open('in a moment', 'All rows have ended, results are being written')
    case 'queued':
      return waiting('Waiting to start: no row has ended yet')
    case 'learning':
      return waiting('Running: a few more rows are needed to tell')
    case 'running': {
      const { earliest, latest } = outlook.range
      const phase = outlook.isTail ? 'The last rows often take longer' : 'Running'
      const times = rangeWords(outlook.range, now, timeZone)
      const words = open(`in ${spanWords(earliest - now, latest - now)}`, `${phase}, done ${times}`)
      return withRisk(batch, outlook.risk, clock, words)
    }
  }
}

function open(value: string, detail: string): OutlookWords {
  return { label: 'Likely done', value, detail, isRisky: false }
}

function withRisk(
  batch: Batch,
  risk: DeadlineRisk,
  clock: (seconds: number) => string,
  words: OutlookWords,
): OutlookWords {
  if (batch.expires_at === null) return words
  const deadline = clock(batch.expires_at)
  const danger = RISK_WORDS[risk]
  if (danger === null) return { ...words, detail: `${words.detail}, deadline ${deadline}` }
  return { ...words, detail: `${words.detail}; ${danger} at ${deadline}`, isRisky: true }
}

function endedWords(batch: Batch, { since, isAgain }: Run): OutlookWords {
  const seconds = secondsTaken(batch, since)
  const value = seconds === null ? '–' : formatDuration(seconds)
  const detail =
    openRows(batch) > 0 ? 'Until it ended, rows were left' : 'Running the rows and writing the results'
  return isAgain
    ? { label: 'Last run took', value, detail: 'Since rows were run again', isRisky: false }
    : { label: 'Took', value, detail, isRisky: false }
}

const UNITS = [
  { below: 100, seconds: 5, divisor: 1, name: 's' },
  { below: 100 * 60, seconds: 60, divisor: 60, name: 'min' },
  { below: 36 * 3600, seconds: 1800, divisor: 3600, name: 'h' },
  { below: Infinity, seconds: 43_200, divisor: 86_400, name: 'd' },
] as const

/**
 * A span between two durations in one unit, no finer than an estimate deserves: "20–45 s", "4–7 min", "1.5–3 h".
 * @param shortest seconds
 * @param longest seconds
 */
export function spanWords(shortest: number, longest: number): string {
  const unit = UNITS.find(({ below }) => longest < below) ?? UNITS[3]
  const low = Math.max(unit.seconds, Math.floor(shortest / unit.seconds) * unit.seconds) / unit.divisor
  const high = Math.max(unit.seconds, Math.ceil(longest / unit.seconds) * unit.seconds) / unit.divisor
  return low === high ? `about ${high} ${unit.name}` : `${low}–${high} ${unit.name}`
}
