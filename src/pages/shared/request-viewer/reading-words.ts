import { formatBytes, formatCount, formatPercent, formatQuantity } from '~/lib/format'
import type { LinesStatus } from '~/workers/lines/messages'
import type { FileHolds } from './line-list'

const NOUNS = {
  requests: ['request', 'requests'],
  results: ['row', 'rows'],
} satisfies Record<FileHolds, readonly [string, string]>

/** How much of a file is read, in words that never claim more than is known. */
export function readingWords(status: LinesStatus, holds: FileHolds): string {
  const [one, many] = NOUNS[holds]
  const { lines, numbered, bytesRead, bytesTotal, phase, isFull } = status
  const count = formatQuantity(lines, one, many)
  switch (phase.kind) {
    case 'reading': {
      const progress = bytesTotal === null ? formatBytes(bytesRead) : formatPercent(bytesRead, bytesTotal)
      return `${count} so far, ${progress} read`
    }
    case 'retrying':
      return `${count} so far. ${phase.message} Trying again.`
    case 'failed':
      return `${count} read.`
    case 'complete': {
      if (isFull) return `Only the first ${formatCount(lines)} of ${formatCount(numbered)} lines are shown`
      const blank = numbered - lines
      const blankWords = blank === 0 ? '' : `, ${formatQuantity(blank, 'blank line')} left out`
      return `${count}, ${formatBytes(bytesRead)}${blankWords}`
    }
  }
}
