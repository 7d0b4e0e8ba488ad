import { type RefObject, useEffect, useEffectEvent } from 'react'
import { wordsExpression } from '~/results/find/expression'
import { type TextRange, textRanges } from '~/results/find/text-ranges'
import type { JoinedText } from './joined-text'
import { marking } from './marking'
import { shownTexts } from './shown-texts'

/** Where marks stand: in what is open, and in the list it was opened from. */
type Marked = 'open' | 'list'

/** What is to be marked. */
export interface Sought {
  /** Names it: another one is sought anew. */
  key: string
  /** The elements whose texts are looked through, as a selector; `null` for all. */
  within: string | null
  /**
   * Where it stands in texts.
   * @returns `null` when nobody can tell: nothing is marked then
   */
  find: (
    texts: readonly string[],
    most: number,
    signal: AbortSignal,
  ) => readonly TextRange[] | Promise<readonly TextRange[] | null>
}

/** The tool that packs the style sheets does not know highlights yet. */
const LOOK = `::highlight(found-in-open), ::highlight(found-in-list) {
  background-color: var(--color-warning-wash);
  color: var(--color-warning);
  text-decoration: underline 2px;
}`
/** More marks than anybody looks at. */
const MOST_MARKS = 500

/**
 * Seeks words.
 * @param matchesCase whether upper and lower case differ
 * @param within the elements whose texts are looked through, as a selector; `null` for all
 */
export function soughtWords(words: string, matchesCase: boolean, within: string | null): Sought {
  return {
    key: `words ${String(matchesCase)} ${words}`,
    within,
    find: (texts, most) => textRanges(wordsExpression(words, matchesCase), texts, most),
  }
}

/**
 * Marks what is sought wherever it stands in a piece of the page, without touching its elements. In what is open, the
 * first mark is scrolled into view.
 * @param sought `null` for nothing
 * @param content names what the piece shows, `null` while it shows nothing
 */
export function useFoundMarks(
  place: RefObject<HTMLElement | null>,
  sought: Sought | null,
  content: string | null,
  marked: Marked = 'open',
): void {
  const find = useEffectEvent((texts: readonly string[], signal: AbortSignal) =>
    sought === null ? [] : sought.find(texts, MOST_MARKS, signal),
  )
  const key = sought?.key ?? null
  const within = sought?.within ?? null
  useEffect(() => {
    // Highlights belong to the document. Browsers without them show the text unmarked.
    const element = place.current
    if (element === null || key === null || content === null || !('highlights' in CSS)) return undefined
    const name = `found-in-${marked}`
    const stopping = new AbortController()
    const { signal } = stopping
    let scrolls = marked === 'open'
    const show = (texts: readonly JoinedText<Text>[], found: readonly TextRange[]) => {
      const ranges = found.flatMap((range) => rangeOf(range, texts) ?? [])
      if (ranges.length === 0) CSS.highlights.delete(name)
      else CSS.highlights.set(name, new Highlight(...ranges))
      const first = ranges[0]?.startContainer.parentElement
      if (scrolls) first?.scrollIntoView({ block: 'nearest' })
      if (first) scrolls = false
    }
    const mark = marking(
      {
        read: () => textsIn(element, within),
        find: (texts) =>
          find(
            texts.map(({ text }) => text),
            signal,
          ),
        show,
        giveUp: () => {
          observer.disconnect()
          CSS.highlights.delete(name)
        },
      },
      signal,
    )
    // Lists scroll, and long texts grow with a click.
    const observer = new MutationObserver(mark)
    observer.observe(element, { childList: true, subtree: true, characterData: true })
    wearLook()
    mark()
    return () => {
      stopping.abort()
      observer.disconnect()
      CSS.highlights.delete(name)
    }
  }, [place, key, within, content, marked])
}

let look: CSSStyleSheet | null = null

function wearLook(): void {
  if (look !== null) return
  look = new CSSStyleSheet()
  look.replaceSync(LOOK)
  document.adoptedStyleSheets.push(look)
}

function textsIn(element: Element, within: string | null): JoinedText<Text>[] {
  const pieces = within === null ? [element] : [...element.querySelectorAll(within)]
  return pieces.flatMap(shownTexts)
}

/** `null` when the text has become shorter since it was looked through. */
function rangeOf({ text, start, end }: TextRange, texts: readonly JoinedText<Text>[]): Range | null {
  const span = texts[text]?.span(start, end) ?? null
  if (span === null || span.from.piece.length < span.from.offset || span.to.piece.length < span.to.offset) {
    return null
  }
  const range = new Range()
  range.setStart(span.from.piece, span.from.offset)
  range.setEnd(span.to.piece, span.to.offset)
  return range
}
