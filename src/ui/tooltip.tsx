import { useRef } from 'react'
import type { FocusEvent, KeyboardEvent, PointerEvent, ReactNode } from 'react'
import { placePopover } from './place-near.ts'

interface TooltipProps {
  /** Referenced by the control's `aria-describedby` where the text says more than its name. */
  id?: string | undefined
  text: string
  /** One control. */
  children: ReactNode
}

/**
 * A sentence that appears while its control is hovered or has the focus; Escape closes it, and it can be
 * hovered itself (WCAG 1.4.13). It stands in the top layer, so nothing clips it.
 */
export function Tooltip({ id, text, children }: TooltipProps) {
  const bubble = useRef<HTMLSpanElement>(null)

  function show({ target }: { target: EventTarget }) {
    const element = bubble.current
    if (!element || !(target instanceof Element) || element.contains(target)) return
    const control = target.closest('button, a, input, [tabindex]')
    if (!control || element.matches(':popover-open')) return
    element.showPopover()
    placePopover(element, control, 'center', 6)
  }

  function hide() {
    if (bubble.current?.matches(':popover-open')) bubble.current.hidePopover()
  }

  function hideUnlessTouch(event: PointerEvent | FocusEvent) {
    if ('pointerType' in event && event.pointerType === 'touch') return
    hide()
  }

  function hideOnEscape(event: KeyboardEvent) {
    if (event.key === 'Escape') hide()
  }

  return (
    <span
      className="contents"
      role="presentation"
      onPointerOver={show}
      onPointerLeave={hideUnlessTouch}
      onFocus={show}
      onBlur={hideUnlessTouch}
      onKeyDown={hideOnEscape}
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
