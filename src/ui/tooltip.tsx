import { useEffect, useRef } from 'react'
import type { FocusEvent, KeyboardEvent, PointerEvent, ReactNode } from 'react'
import { placePopover } from './place-near.ts'

interface TooltipProps {
  /** Referenced by the control's `aria-describedby` where the text says more than its name. */
  id?: string | undefined
  text: string
  /** One control. */
  children: ReactNode
}

/** A pointer that only crosses a control on its way calls up nothing. */
const HOVER_PAUSE_MS = 300

/**
 * A sentence that appears while its control is hovered or has the keyboard's focus; Escape closes it, and it
 * can be hovered itself (WCAG 1.4.13). It stands in the top layer, so nothing clips it.
 */
export function Tooltip({ id, text, children }: TooltipProps) {
  const bubble = useRef<HTMLSpanElement>(null)
  const timer = useRef<number | undefined>(undefined)

  useEffect(() => {
    // A control that goes away takes its waiting tooltip with it.
    return () => window.clearTimeout(timer.current)
  }, [])

  function showSoon(target: EventTarget, pauseMs: number) {
    const control = target instanceof Element ? target.closest('button, a, input, [tabindex]') : null
    if (!control || bubble.current?.contains(control)) return
    window.clearTimeout(timer.current)
    // Never at once: focus also returns while another popover closes, and then none may be opened.
    timer.current = window.setTimeout(() => show(control), pauseMs)
  }

  function show(control: Element) {
    const element = bubble.current
    if (!element?.isConnected || element.matches(':popover-open')) return
    element.showPopover()
    placePopover(element, control, 'center', 6)
  }

  function hide() {
    window.clearTimeout(timer.current)
    if (bubble.current?.matches(':popover-open')) bubble.current.hidePopover()
  }

  return (
    <span
      className="contents"
      role="presentation"
      onPointerOver={(event: PointerEvent) => showSoon(event.target, HOVER_PAUSE_MS)}
      onPointerLeave={(event: PointerEvent) => {
        // A finger leaves with every tap; what it called up stays until the focus moves on.
        if (event.pointerType !== 'touch') hide()
      }}
      onFocus={(event: FocusEvent) => {
        if (event.target.matches(':focus-visible')) showSoon(event.target, 0)
      }}
      onBlur={hide}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === 'Escape') hide()
      }}
    >
      {children}
      <span
        ref={bubble}
        id={id}
        role="tooltip"
        popover="manual"
        className="fixed inset-auto m-0 w-max max-w-72 rounded-md bg-ink px-2 py-1 text-xs font-normal text-paper shadow-float"
      >
        {text}
      </span>
    </span>
  )
}
