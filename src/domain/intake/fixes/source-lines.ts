import { isObject } from '../../jsonl/request-rules.ts'
import { decodeUtf8 } from '../../jsonl/utf8.ts'
import { ValueSplitter } from '../../jsonl/values.ts'
import { BYTE_ORDER_MARK_BYTES } from '../file-nature.ts'
import type { RequestFrame } from '../framer.ts'
import { parse } from '../parsed-line.ts'
import type { Place } from '../problem-log.ts'
import type { ProblemKind } from '../problem-kinds.ts'
import { explainText } from '../text-faults.ts'
import { readMixed } from './mixed-encoding.ts'
import { onOneLine } from './one-line.ts'
import { repairText } from './repair-text.ts'

/** One request on its own line, as far as its text can be put right. */
export interface SourceLine {
  place: Place
  /** The line as in the file. */
  original: Uint8Array
  /** What is kept of it when it is taken out: only its own part where several objects stand on the line. */
  own: Uint8Array
  /** On one line, without a byte order mark: what is copied when nothing else changes. */
  bytes: Uint8Array
  text: string
  /** It did not stand on a line of its own, or a byte order mark stood before it. */
  isRelaid: boolean
  /** What is wrong with its text in the file. */
  kinds: ProblemKind[]
  /** Which of these the text was put right for. */
  mended: ProblemKind[]
  /** Its JSON; `undefined` when it is none. */
  value: unknown
  /** It holds bytes that are no UTF-8: written anew it would lose them, so it can only be copied. */
  isFrozen: boolean
}

/** What is to be done about the texts of lines. */
interface TextPlan {
  /** Kinds whose lines have their text changed. */
  textFixes: ReadonlySet<ProblemKind>
  /** The change that takes out lines with a kind of problem, if any. */
  dropOf: (kind: ProblemKind) => number | null
}

const encoder = new TextEncoder()

/** The lines that a frame becomes: one, or more where several objects stand on a line. */
export function sourceLinesOf(frame: RequestFrame, plan: TextPlan): SourceLine[] {
  const { layout, place, hasMark, invalidAt, parsed } = frame
  const original = frame.bytes
  const isRelaid = hasMark || layout !== 'line'
  const unmarked = hasMark ? original.subarray(BYTE_ORDER_MARK_BYTES) : original
  const bytes = layout === 'line' ? unmarked : onOneLine(unmarked)
  const kinds = textKinds(frame)
  const line = {
    place,
    original,
    own: original,
    bytes,
    isRelaid,
    kinds,
    mended: [],
    isFrozen: invalidAt !== null,
  }
  if (parsed.ok && invalidAt === null) {
    const text = bytes === unmarked ? frame.text : decodeUtf8(bytes).text
    return [{ ...line, text, value: parsed.value }]
  }
  if (!parsed.ok && parsed.fault.kind === 'two_values' && plan.dropOf('two_values') === null) {
    const parts = objectsOn(bytes)
    if (parts) {
      // What is taken out of such a line is that part of it alone.
      return parts.map((part) => mend({ ...line, ...part, own: part.bytes, isRelaid: true }, plan.textFixes))
    }
  }
  return [mend({ ...line, text: decodeUtf8(bytes).text }, plan.textFixes)]
}

function textKinds({ layout, hasMark, invalidAt, parsed }: RequestFrame): ProblemKind[] {
  const fault = parsed.ok ? null : parsed.fault.kind
  return [
    ...(hasMark ? (['byte_order_mark'] as const) : []),
    ...(layout === 'element' ? (['json_array'] as const) : []),
    ...(layout === 'entry' ? (['json_list'] as const) : []),
    ...(layout === 'several_lines' && fault !== 'line_break_in_text' ? (['several_lines'] as const) : []),
    ...(invalidAt === null ? [] : (['invalid_utf8'] as const)),
    ...(fault === null ? [] : [fault]),
  ]
}

/** Puts right what is wrong inside of the text, where that is asked for. */
function mend(line: Omit<SourceLine, 'value'>, fixes: ReadonlySet<ProblemKind>): SourceLine {
  const mended: ProblemKind[] = []
  let { text, isFrozen } = line
  if (isFrozen && fixes.has('invalid_utf8')) {
    text = readMixed(line.bytes)
    isFrozen = false
    mended.push('invalid_utf8')
  }
  let parsed = parse(text)
  if (!parsed.ok && !isFrozen) {
    const { kind } = explainText(text)
    const repaired = fixes.has(kind) ? repairText(text) : null
    if (repaired !== null) {
      mended.push(kind)
      text = repaired
      parsed = parse(text)
    }
  }
  const bytes = mended.length > 0 ? encoder.encode(text) : line.bytes
  const value = parsed.ok ? parsed.value : undefined
  return { ...line, bytes, text, isFrozen, mended, value }
}

/** The objects that stand on a line, `null` when anything but commas and white space stands between them. */
function objectsOn(bytes: Uint8Array): { bytes: Uint8Array; text: string }[] | null {
  const splitter = new ValueSplitter({ line: 1, opensArrays: false, longestValue: bytes.length })
  const objects: { bytes: Uint8Array; text: string }[] = []
  let end = bytes.byteOffset
  for (const value of splitter.push(bytes)) {
    if (!isGap(bytes, end - bytes.byteOffset, value.bytes.byteOffset - bytes.byteOffset)) return null
    end = value.bytes.byteOffset + value.bytes.length
    const { text } = decodeUtf8(value.bytes)
    const parsed = parse(text)
    if (!parsed.ok || !isObject(parsed.value)) return null
    objects.push({ bytes: value.bytes, text })
  }
  return !splitter.isInside && isGap(bytes, end - bytes.byteOffset, bytes.length) ? objects : null
}

const GAP = new Set([0x20, 0x09, 0x0d, 0x0a, 0x2c])

function isGap(bytes: Uint8Array, from: number, to: number): boolean {
  return bytes.subarray(from, to).every((byte) => GAP.has(byte))
}
