import { formatCount, formatDuration, formatQuantity } from '~/lib/format'
import type { ResultsStatus } from '~/results/status'
import type { Keeping } from '~/results/store/row-store'

/** The state of the results in words. */
export interface StatusWords {
  /** What is true of the rows now. */
  main: string
  /** What to know beside it. */
  notes: string[]
}

/**
 * Says how much has been read and whether that is all, and never claims more than is known.
 * @param status of the sync
 * @param resultsComeLater the server hands out no results before the batch has ended
 * @param now Unix milliseconds
 * @param silentSince when the server last answered, as a time of day, where it does not now
 */
export function statusWords(
  status: ResultsStatus,
  resultsComeLater: boolean,
  now: number,
  silentSince: string | null = null,
): StatusWords {
  const main =
    silentSince !== null && isReading(status)
      ? `${readWords(status)}. Reading is paused: the server has not answered since ${silentSince}. It goes on by itself.`
      : mainWords(status, resultsComeLater, now)
  // What is in the way of the results mostly is in the way of the requests too: said once.
  return { main, notes: notesOf(status).filter((note) => !main.includes(note)) }
}

/** Whether rows are being read, or would be as soon as there are more. */
export function isReading({ phase: { kind } }: ResultsStatus): boolean {
  return kind === 'live' || kind === 'reading' || kind === 'checking' || kind === 'retrying'
}

function readWords({ rowsRead, rowsTotal }: ResultsStatus): string {
  return `${formatCount(rowsRead)} of ${formatCount(rowsTotal)} read`
}

function mainWords(status: ResultsStatus, resultsComeLater: boolean, now: number): string {
  const { phase } = status
  const read = readWords(status)
  switch (phase.kind) {
    case 'live':
      if (resultsComeLater)
        return 'The batch is still running; this server hands out results when it has ended.'
      return status.rowsRead === 0
        ? 'No results yet; the batch is still running.'
        : `${read}; the batch is still running; ${lastRowWords(status, now)}.`
    case 'reading':
      return `${read}; the batch has ended, and the rest is being read.`
    case 'checking':
      return `${read}; the batch counts more, so its files are being read again.`
    case 'complete':
      return completeWords(status)
    case 'short':
      return `${formatQuantity(status.rowsRead, 'result')} read. The batch counts ${formatCount(phase.lacking)} more, which its files do not hold.`
    case 'retrying': {
      const seconds = Math.max(0, Math.ceil((phase.retryAt - now) / 1000))
      const when = seconds === 0 ? 'Trying again now.' : `Trying again in ${formatDuration(seconds)}.`
      return `${read}. ${phase.message} ${when}`
    }
    case 'needs_key':
    case 'gone':
      return `${read}. ${phase.message}`
  }
}

function lastRowWords({ lastRowAt }: ResultsStatus, now: number): string {
  if (lastRowAt === null) return 'no row has arrived'
  const seconds = Math.round((now - lastRowAt) / 1000)
  return seconds < 1 ? 'last row just now' : `last row ${formatDuration(seconds)} ago`
}

/** "All" is said only here: the sync has as many results as the batch counts. */
function completeWords({ rowsRead, rowsTotal, outcomes }: ResultsStatus): string {
  if (rowsTotal === 0) return 'This batch has no rows.'
  if (rowsRead >= rowsTotal)
    return rowsTotal === 1 ? 'The one row is here.' : `All ${formatCount(rowsTotal)} rows are here.`
  if (rowsRead === 0) {
    return outcomes.cancelled > 0 ? 'No row ran: the batch was cancelled first.' : 'No row of this batch ran.'
  }
  const without = formatQuantity(rowsTotal - rowsRead, 'row')
  const why = outcomes.cancelled > 0 ? 'cancelled before they ran' : 'never run'
  return `All ${formatQuantity(rowsRead, 'result')} are here; ${without} ${rowsTotal - rowsRead === 1 ? 'was' : 'were'} ${why}.`
}

const KEEPING_NOTES = {
  memory: 'This browser keeps nothing here on this device, so the rows are read again after a reload.',
  full: 'The browser’s storage is full: of the rows that came since, only the newest texts are kept. Clear local data under Settings to make room.',
  broken:
    'The rows could not be stored on this device: of those that came since, only the newest texts are kept, until this page is closed.',
} satisfies Record<Exclude<Keeping, 'device'>, string>

function notesOf(status: ResultsStatus): string[] {
  const { input, inputProblem, rowsListed, rowsTotal, unreadableLines } = status
  const notes: string[] = []
  if (input === 'unavailable') {
    notes.push(
      'The input file cannot be read, so rows stand in order of arrival, without requests and pending rows.',
    )
  } else if (inputProblem !== null) {
    notes.push(inputProblem)
  } else if (input === 'reading' && rowsListed < rowsTotal) {
    notes.push(`Requests are being read: ${formatCount(rowsListed)} of ${formatCount(rowsTotal)}.`)
  }
  if (status.wholeFilesOnly && status.batchRuns) {
    notes.push('This server sends the whole file every time, so new rows are asked for every two minutes.')
  }
  if (status.keeping !== 'device') notes.push(KEEPING_NOTES[status.keeping])
  if (unreadableLines > 0) {
    notes.push(`${formatQuantity(unreadableLines, 'line')} of the result files cannot be read.`)
  }
  return notes
}

/** What is read out as rows arrive; without figures that change by the second. */
export function spokenStatus(status: ResultsStatus): string {
  const { failed } = status.outcomes
  const failures = failed > 0 ? `, ${formatCount(failed)} failed` : ''
  const end = status.phase.kind === 'complete' ? '. All results are here.' : ''
  return `${formatCount(status.rowsRead)} of ${formatQuantity(status.rowsTotal, 'row')} read${failures}${end}`
}
