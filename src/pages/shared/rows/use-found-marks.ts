import { type RefObject, useEffect } from 'react'

/** Where marks stand: in what is open, and in the list it was opened from. */
type Marked = 'open' | 'list'

/** The tool that packs the style sheets does not know highlights yet. */
const LOOK = `::highlight(found-in-open), ::highlight(found-in-list) {
  background-color: var(--color-warning-wash);
  color: var(--color-warning);
  text-decoration: underline 2px;
}`
/** More marks than anybody looks at. */
const MOST_MARKS = 500

/**
 * Marks words wherever they stand in a piece of the page, without touching its elements. In what is open, the first
 * of them is scrolled into view.
 * @param content names what the piece shows, `null` while it shows nothing
 */
export function useFoundMarks(
  place: RefObject<HTMLElement | null>,
  words: string,
  content: string | null,
  marked: Marked = 'open',
): void {
  useEffect(() => {
    // Highlights belong to the document. Browsers without them show the text unmarked.
    const element = place.current
    if (element === null || words === '' || content === null || !('highlights' in CSS)) return undefined
    const name = `found-in-${marked}`
    const mark = () => {
      const ranges = rangesOf(element, words.toLowerCase())
      CSS.highlights.set(name, new Highlight(...ranges))
      return ranges[0]
    }
    wearLook()
    const first = mark()
    if (marked === 'open') first?.startContainer.parentElement?.scrollIntoView({ block: 'nearest' })
    // Lists scroll, and long texts grow with a click.
    const observer = new MutationObserver(mark)
    observer.observe(element, { childList: true, subtree: true, characterData: true })
    return () => {
      observer.disconnect()
      CSS.highlights.delete(name)
    }
  }, [place, words, content, marked])
}

let look: CSSStyleSheet | null = null

function wearLook(): void {
  if (look !== null) return
  look = new CSSStyleSheet()
  look.replaceSync(LOOK)
  document.adoptedStyleSheets.push(look)
}

function rangesOf(element: Element, words: string): Range[] {
  const ranges: Range[] = []
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const text = node.nodeValue?.toLowerCase() ?? ''
    // Where lowering the case changes the length, places do not fit any more.
    if (text.length !== node.nodeValue?.length) continue
    for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + words.length)) {
      const range = new Range()
      range.setStart(node, at)
      range.setEnd(node, at + words.length)
      ranges.push(range)
      if (ranges.length === MOST_MARKS) return ranges
    }
  }
  return ranges
}
