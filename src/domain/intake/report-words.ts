import { type FileNature, NATURE_WORDS } from './file-nature.ts'
import { blockingProblems } from './fixes/offers.ts'
import type { ProblemGroup, ProblemSample } from './problem-log.ts'
import type { Severity } from './problem-kinds.ts'
import type { IntakeReport } from './report.ts'

/** What a severity is called. */
export const SEVERITY_WORDS = {
  error: 'Error',
  warning: 'Warning',
  note: 'Note',
} as const satisfies Record<Severity, string>

interface Verdict {
  tone: 'success' | 'warning' | 'danger'
  title: string
  sentence: string
}

const whole = new Intl.NumberFormat('en')

function quantity(count: number, one: string, many = `${one}s`): string {
  return `${whole.format(count)} ${count === 1 ? one : many}`
}

const FRAME_ONLY = 'Each request is in order by itself; what is wrong is the file around them.'

const SPLIT =
  'It is more than one batch takes. It is split when you start it, and all its batches are shown as one job.'

/** Whether a file can run, in a sentence or two. */
export function verdictOf(report: IntakeReport): Verdict {
  const has = (severity: Severity) => report.problems.some((group) => group.severity === severity)
  const good = goodRequests(report)
  if (has('error') && blockingProblems(report).length === 0) {
    return { tone: 'warning', title: 'This file runs as several batches', sentence: SPLIT }
  }
  if (has('error')) {
    const isFrameOnly = report.requests > 0 && report.faultless === report.requests
    return {
      tone: 'danger',
      title: 'This file cannot run as it is',
      sentence: seemsToBe(report.nature) ?? (isFrameOnly ? FRAME_ONLY : good),
    }
  }
  if (has('warning')) {
    return { tone: 'warning', title: 'This file can run, but some of it deserves a look', sentence: good }
  }
  return { tone: 'success', title: goodRequests(report), sentence: '' }
}

/** What a file is that is no file of requests at all, `null` for one that is. */
function seemsToBe(nature: FileNature): string | null {
  if (holdsRequests(nature) || nature === 'empty' || nature === 'unclear') return null
  const words = NATURE_WORDS[nature]
  return `It seems to be something else: ${words.charAt(0).toLowerCase()}${words.slice(1)}.`
}

/** Whether the lines of a file are meant as requests of this API, in whatever layout. */
export function holdsRequests(nature: FileNature): boolean {
  return (
    nature === 'batch_input' ||
    nature === 'json_array' ||
    nature === 'json_list' ||
    nature === 'several_lines'
  )
}

function goodRequests({ requests, faultless }: IntakeReport): string {
  if (requests === 0) return 'There is no request in it.'
  if (faultless < requests)
    return `${whole.format(faultless)} of ${quantity(requests, 'request')} are in order.`
  return requests === 1 ? 'The 1 request is in order.' : `All ${quantity(requests, 'request')} are in order.`
}

/** How many kinds of problems there are: "2 errors, 1 note". */
export function kindsFound({ problems }: IntakeReport): string {
  const counted = (['error', 'warning', 'note'] as const)
    .map((severity) => ({
      severity,
      count: problems.filter((group) => group.severity === severity).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => quantity(count, SEVERITY_WORDS[severity].toLowerCase()))
  return counted.length === 0 ? 'No problems found.' : `Kinds of problems: ${counted.join(', ')}.`
}

const MOST_LINES_NAMED = 4

/** Where a problem occurs: "Line 7", "Lines 3, 9, 12, 40 and 61 more". Empty for the file as a whole. */
export function placesOf({ samples, lines }: ProblemGroup): string {
  const named = [...new Set(samples.flatMap(({ line }) => (line === null ? [] : [line])))].slice(
    0,
    MOST_LINES_NAMED,
  )
  if (named.length === 0) return ''
  if (lines === 1) return `Line ${named.map((line) => whole.format(line)).join('')}`
  const numbers = named.map((line) => whole.format(line))
  const others = lines - named.length
  if (others > 0) return `Lines ${numbers.join(', ')} and ${whole.format(others)} more`
  return `Lines ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`
}

/** How often a problem occurs, where that is not once: "6 times", "2 times in 1 line". */
export function timesOf({ kind, count, lines }: ProblemGroup): string {
  if (kind === 'blank_lines') return quantity(lines, 'line')
  if (count === 1) return ''
  return count === lines
    ? quantity(count, 'time')
    : `${quantity(count, 'time')} in ${quantity(lines, 'line')}`
}

/** Where one occurrence is: "Line 9 · request 7 · character 31". The request's number only where it differs. */
export function placeOfSample({ line, ordinal, column }: ProblemSample): string {
  if (line === null) return 'The file'
  return [
    `Line ${whole.format(line)}`,
    ...(ordinal === null || ordinal === line ? [] : [`request ${whole.format(ordinal)}`]),
    ...(column === null ? [] : [`character ${whole.format(column)}`]),
  ].join(' · ')
}
