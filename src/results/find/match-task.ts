import { type LineKind, someText } from './line-reader.ts'
import { messageAround } from './shown-string.ts'

/** Stored lines whose texts are still to be read: of requests, or of results that have not failed. */
export interface RawLines {
  kind: LineKind
  /** One after the other. */
  bytes: Uint8Array<ArrayBuffer>
  /** Where each of them ends. */
  ends: Uint32Array<ArrayBuffer>
  /** Where in each of them a text that every match has stands first; -1 where that is not known. */
  hits: Int32Array<ArrayBuffer>
  /** The id of each, where ids are searched as well; else `null`. */
  ids: readonly (string | null)[]
}

/** What an expression is to be found in. */
export interface MatchTask {
  /** The texts of some rows. */
  texts: readonly (readonly string[])[]
  lines: readonly RawLines[]
}

/** Whether an expression is in any text of each row of a task, and then of each line. */
export function matchTask(expression: RegExp, { texts, lines }: MatchTask): boolean[] {
  const isFound = (text: string) => expression.test(text)
  return [...texts.map((each) => each.some(isFound)), ...lines.flatMap((raw) => matchLines(isFound, raw))]
}

/** So many lines do not tell yet whether it pays to try one message of each first. */
const FEW_LINES = 20

function matchLines(
  isFound: (text: string) => boolean,
  { kind, bytes, ends, hits, ids }: RawLines,
): boolean[] {
  let tried = 0
  let matched = 0
  // Where the expression matches the message with the hit, nothing else of the line need be read.
  const isInMessage = (line: Uint8Array, hit: number) => {
    if (hit < 0 || (tried >= FEW_LINES && 2 * matched < tried)) return false
    const message = messageAround(line, hit)
    if (message === null) return false
    tried += 1
    if (!isFound(message)) return false
    matched += 1
    return true
  }
  return ids.map((id, index) => {
    if (id !== null && isFound(id)) return true
    const line = bytes.subarray(ends[index - 1] ?? 0, ends[index])
    return isInMessage(line, hits[index] ?? -1) || someText(kind, line, isFound)
  })
}
