import { INPUT_LIMITS } from '../../contract/request-line.ts'
import type { RequestOffsets } from './request-offsets.ts'

/** Bytes of a file from `start` up to, not including, `end`. */
interface ByteRange {
  start: number
  end: number
}

/** What becomes a file of its own: whole lines of the source, in their order. */
export interface PlannedPart {
  ranges: ByteRange[]
  requests: number
  bytes: number
}

/** The most that one batch takes. */
export interface PartLimits {
  requests: number
  bytes: number
}

/** Every server takes this much. */
export const PART_LIMITS: PartLimits = { requests: INPUT_LIMITS.requests, bytes: INPUT_LIMITS.fileBytes }

/** Some servers take this much; whether one does shows only when the file has been sent. */
export const LENIENT_LIMITS: PartLimits = {
  requests: INPUT_LIMITS.requests,
  bytes: INPUT_LIMITS.fileBytesLenient,
}

/** How many parts a file needs, told from its size alone: lines of very different lengths may need one more. */
export function leastParts({ requests, bytes }: PartLimits, limits: PartLimits = PART_LIMITS): number {
  return Math.max(1, Math.ceil(requests / limits.requests), Math.ceil(bytes / limits.bytes))
}

/** Whether a file is more than one batch takes. */
export function needsParts(file: PartLimits, limits: PartLimits = PART_LIMITS): boolean {
  return leastParts(file, limits) > 1
}

/** Whether some servers take a file whole that others do not. */
export function isTakenBySome(file: PartLimits): boolean {
  return needsParts(file) && !needsParts(file, LENIENT_LIMITS)
}

/** The lines that are to be divided, with a running sum of their bytes. */
interface Lines {
  ranges: ByteRange[]
  /** Bytes before each line, and at the end all bytes. */
  bytesBefore: Float64Array
}

/** Finding the smallest share to this precision leaves parts within a thousandth of each other. */
const BALANCE_STEPS = 24

/**
 * Cuts a file into as few parts as the limits allow, of about the same size. Cuts lie at line ends; blank lines
 * go with the line before them. A single line that is larger than a part may be becomes a part by itself.
 * @returns parts that together are the whole file; none for a file without requests
 */
export function planParts(offsets: RequestOffsets, limits: PartLimits = PART_LIMITS): PlannedPart[] {
  const lines = linesOf(offsets, null)
  const parts = divide(lines, limits)
  const [first] = parts
  const range = first?.ranges[0]
  // Blank lines at the very start would belong to no request.
  if (first && range) {
    first.bytes += range.start
    range.start = 0
  }
  return parts
}

/** A few requests to be tried first, and the others. */
export interface TrialPlan {
  trial: PlannedPart
  rest: PlannedPart[]
}

/**
 * Takes some requests from all over a file, evenly spread, and cuts the others into parts.
 * @param rows how many to take
 * @returns `null` when the file has no more rows than that: all of it is then the trial
 */
export function planTrial(
  offsets: RequestOffsets,
  rows: number,
  limits: PartLimits = PART_LIMITS,
): TrialPlan | null {
  const all = offsets.starts.length
  if (all <= rows) return null
  const taken = new Set(Array.from({ length: rows }, (_, index) => Math.floor(((index + 0.5) * all) / rows)))
  const trial = linesOf(offsets, (line) => taken.has(line))
  const rest = linesOf(offsets, (line) => !taken.has(line))
  return { trial: partOf(trial, 0, taken.size), rest: divide(rest, limits) }
}

/** @param isWanted `null` for every line */
function linesOf({ starts, bytes }: RequestOffsets, isWanted: ((line: number) => boolean) | null): Lines {
  const ranges: ByteRange[] = []
  for (let line = 0; line < starts.length; line++) {
    if (isWanted && !isWanted(line)) continue
    ranges.push({ start: starts[line] ?? 0, end: starts[line + 1] ?? bytes })
  }
  const bytesBefore = new Float64Array(ranges.length + 1)
  for (const [index, { start, end }] of ranges.entries()) {
    bytesBefore[index + 1] = (bytesBefore[index] ?? 0) + end - start
  }
  return { ranges, bytesBefore }
}

function divide(lines: Lines, limits: PartLimits): PlannedPart[] {
  if (lines.ranges.length === 0) return []
  let best = cutsWithin(lines, limits)
  const parts = best.length
  let tooSmall = 0
  let enough = 1
  for (let step = 0; step < BALANCE_STEPS; step++) {
    const share = (tooSmall + enough) / 2
    const cuts = cutsWithin(lines, {
      requests: Math.floor(limits.requests * share),
      bytes: limits.bytes * share,
    })
    if (cuts.length <= parts && isWithin(lines, cuts, limits)) {
      best = cuts
      enough = share
    } else tooSmall = share
  }
  return best.map((end, index) => partOf(lines, best[index - 1] ?? 0, end))
}

/** Fills one part after the other. @returns the line after the last one of each part */
function cutsWithin({ ranges, bytesBefore }: Lines, limits: PartLimits): number[] {
  const cuts: number[] = []
  let start = 0
  while (start < ranges.length) {
    const mostLines = Math.min(ranges.length, start + Math.max(1, limits.requests))
    const mostBytes = (bytesBefore[start] ?? 0) + limits.bytes
    start = Math.max(start + 1, lastWithin(bytesBefore, start, mostLines, mostBytes))
    cuts.push(start)
  }
  return cuts
}

/** The largest index from `low` to `high` whose sum is no more than `most`. */
function lastWithin(sums: Float64Array, low: number, high: number, most: number): number {
  let from = low
  let to = high
  while (from < to) {
    const middle = Math.ceil((from + to) / 2)
    if ((sums[middle] ?? 0) <= most) from = middle
    else to = middle - 1
  }
  return from
}

/** Whether parts with more than one line respect the limits; a share below one line breaks them. */
function isWithin({ bytesBefore }: Lines, cuts: readonly number[], limits: PartLimits): boolean {
  return cuts.every((end, index) => {
    const start = cuts[index - 1] ?? 0
    const bytes = (bytesBefore[end] ?? 0) - (bytesBefore[start] ?? 0)
    return end - start === 1 || (end - start <= limits.requests && bytes <= limits.bytes)
  })
}

/** The lines from `start` up to, not including, `end`, as few ranges. */
function partOf({ ranges, bytesBefore }: Lines, start: number, end: number): PlannedPart {
  const joined: ByteRange[] = []
  for (const range of ranges.slice(start, end)) {
    const last = joined.at(-1)
    if (last?.end === range.start) last.end = range.end
    else joined.push({ ...range })
  }
  return {
    ranges: joined,
    requests: end - start,
    bytes: (bytesBefore[end] ?? 0) - (bytesBefore[start] ?? 0),
  }
}

/** A file of parts of another one. Nothing is copied: the browser reads the source when it is needed. */
export function composeFile(source: Blob, { ranges }: PlannedPart, name: string): File {
  return new File(
    ranges.map(({ start, end }) => source.slice(start, end)),
    name,
    { type: 'application/jsonl' },
  )
}
