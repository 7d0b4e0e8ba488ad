import { useLayoutEffect, useRef } from 'react'
import type { RefObject } from 'react'

/**
 * Opens a native `<dialog>` as a modal while `open`, and closes it before it leaves the page, so that the
 * browser gives the focus back to where it was.
 */
export function useModalDialog(open: boolean): RefObject<HTMLDialogElement | null> {
  const ref = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    // A modal dialog exists only as a state of the DOM element.
    const dialog = ref.current
    if (!dialog || !open) return undefined
    if (!dialog.open) dialog.showModal()
    return () => dialog.close()
  }, [open])
  return ref
}
