/** A rectangle in CSS pixels of the viewport; a `DOMRect` fits. */
interface Box {
  left: number
  top: number
  width: number
  height: number
}

interface Placement {
  anchor: Box
  /** Width and height of what is placed, CSS pixels. */
  floating: { width: number; height: number }
  viewport: { width: number; height: number }
  align: 'start' | 'center' | 'end'
  /** Distance to the anchor, CSS pixels. */
  gap: number
}

const EDGE = 8

/**
 * Where something floating stands next to its anchor: below it, above where there is no room below, and
 * never nearer than 8 px to an edge of the viewport.
 * @returns CSS pixels from the viewport's top left corner
 */
export function placeNear({ anchor, floating, viewport, align, gap }: Placement): {
  left: number
  top: number
} {
  const lefts = {
    start: anchor.left,
    center: anchor.left + anchor.width / 2 - floating.width / 2,
    end: anchor.left + anchor.width - floating.width,
  }
  const below = anchor.top + anchor.height + gap
  const above = anchor.top - gap - floating.height
  const fitsBelow = below + floating.height <= viewport.height - EDGE
  return {
    left: clamp(lefts[align], EDGE, viewport.width - floating.width - EDGE),
    top: fitsBelow || above < EDGE ? below : above,
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most))
}

/** Moves an open popover next to its anchor. The element must be `position: fixed`, as popovers are. */
export function placePopover(
  popover: HTMLElement,
  anchor: Element,
  align: Placement['align'],
  gap = 4,
): void {
  const { left, top } = placeNear({
    anchor: anchor.getBoundingClientRect(),
    floating: { width: popover.offsetWidth, height: popover.offsetHeight },
    viewport: { width: document.documentElement.clientWidth, height: window.innerHeight },
    align,
    gap,
  })
  popover.style.left = `${left}px`
  popover.style.top = `${top}px`
}
