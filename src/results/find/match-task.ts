import { type LineKind, someText } from './line-reader.ts'

/** Stored lines whose texts are still to be read: of requests, or of results that have not failed. */
export interface RawLines {
  kind: LineKind
  /** One after the other. */
  bytes: Uint8Array<ArrayBuffer>
  /** Where each of them ends. */
  ends: Uint32Array<ArrayBuffer>
  /** What counts among the texts of each as well; `null` where nothing does. */
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

function matchLines(isFound: (text: string) => boolean, { kind, bytes, ends, ids }: RawLines): boolean[] {
  return ids.map((id, index) => {
    if (id !== null && isFound(id)) return true
    return someText(kind, bytes.subarray(ends[index - 1] ?? 0, ends[index]), isFound)
  })
}
