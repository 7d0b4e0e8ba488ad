import { JoinedText } from './joined-text'

/** What stands inside of a line of text; everything else begins a line of its own. */
const INLINE = 'span, bdi, a, code, strong, em, del, sup, sub'
/** Names of the page's own, which nobody searches. */
const OWN_WORDS = 'h1, h2, h3, h4, button, dt, .sr-only, [data-unsearched]'

/** The texts that a piece of the page shows, each as it reads, though several elements make it up. */
export function shownTexts(root: Element): JoinedText<Text>[] {
  const texts: JoinedText<Text>[] = []
  let block: Element | null = null
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
    node instanceof Element && node.matches(OWN_WORDS) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  )
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Text) {
      const around = blockAround(node, root)
      if (around !== block) texts.push(new JoinedText())
      block = around
      texts.at(-1)?.add(node, node.data)
    } else if (node instanceof HTMLBRElement) {
      texts.at(-1)?.breakLine()
    }
  }
  return texts
}

function blockAround(node: Text, root: Element): Element {
  let element = node.parentElement ?? root
  while (element !== root && element.matches(INLINE)) element = element.parentElement ?? root
  return element
}
