import { prettyJson } from './pretty-json.ts'

/** A text laid out for reading. `whole` is the text as it was received. */
export interface SourceText {
  pretty: string
  /** Not all of it is shown. */
  isCut: boolean
  whole: string
}

/** Longest laid-out text of one file line, in characters; the whole text can still be copied. */
const LONGEST_PRETTY = 200_000

/** Lays out one line of a file. @param text valid JSON */
export function sourceTextOf(text: string): SourceText {
  const { text: pretty, cut } = prettyJson(text, LONGEST_PRETTY)
  return { pretty, isCut: cut, whole: text }
}
