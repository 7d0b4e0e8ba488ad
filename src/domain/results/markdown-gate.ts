import { withCodes } from './invisible.ts'

/** Why a text is shown as it was written although it may be Markdown. */
export type MarkdownGate = 'long' | 'tangled'

/** Longest text that is rendered, in characters; longer ones would hold the page up. */
const LONGEST = 60_000
const MOST_LINES = 2_000
/** Marks and table cells: each may become an element, and parsers compare them with one another. */
const MOST_MARKS = 4_000
const DEEPEST = 24
const MARKS = /[*_~[\]!|`<]/g
/** Quotes and lists that begin on one line inside of one another. */
const CONTAINERS = /^(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]))+/
/** What browsers take long to lay out. */
const LONG_WORD = /(?<!\S)\S{2000}/
/** A link. No bracket within: a flood of brackets is then read once, not once for each of them. */
const LINK = /\[[^\][]*\]\(/

/** Whether a text has anything in it that Markdown would show otherwise. Plain sentences have not. */
export function hasMarkdown(text: string): boolean {
  return (
    /[*_~`|]|^ {0,3}(?:#{1,6} |> ?\S|[-+] |\d{1,9}[.)] )|https?:\/\/|www\./m.test(text) ||
    LINK.test(text) ||
    /\n {0,3}(?:=+|-+)[ \t]*(?:\n|$)/.test(text)
  )
}

/**
 * Whether a text is too much to render: parsers of Markdown recurse and compare marks with one another.
 * @returns `null` when it can be rendered
 */
export function markdownGate(written: string): MarkdownGate | null {
  if (written.length > LONGEST) return 'long'
  // What is rendered is this: one unseen character becomes eight.
  const text = withCodes(written)
  if (text.length > LONGEST) return 'long'
  const lines = text.split('\n')
  if (lines.length > MOST_LINES) return 'long'
  const isTangled =
    LONG_WORD.test(text) || (text.match(MARKS)?.length ?? 0) > MOST_MARKS || lines.some(nestsDeeply)
  return isTangled ? 'tangled' : null
}

function nestsDeeply(line: string): boolean {
  const containers = CONTAINERS.exec(line)?.[0] ?? ''
  const indent = /^[ \t]*/.exec(line)?.[0].replaceAll('\t', '    ').length ?? 0
  return containers.replaceAll(/\s/g, '').length > DEEPEST || indent > DEEPEST * 4
}
