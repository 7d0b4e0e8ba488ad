import { useEffect, useEffectEvent } from 'react'
import { useSettings } from '~/lib/settings'

interface RowKeys {
  /** The rows beside the open one, `null` at the ends. */
  previous: number | null
  next: number | null
  onOpen: (row: number) => void
  onClose: () => void
}

/** `j` and `k` step through the rows wherever the focus is, save where keys are text; Escape closes the row. */
export function useRowKeys({ previous, next, onOpen, onClose }: RowKeys): void {
  const { singleKeys } = useSettings()
  const press = useEffectEvent((key: string) => {
    if (key === 'Escape') {
      // A dialog, and on phones the row is one, closes by itself.
      if (document.querySelector('dialog:modal') === null) onClose()
      return
    }
    const target = key === 'j' ? next : key === 'k' ? previous : null
    if (singleKeys && target !== null) onOpen(target)
  })
  useEffect(() => {
    // Keys belong to the window.
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (isTyping(event.target) || isBehindAnotherDialog()) return
      press(event.key)
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input:not([type=radio]), textarea, select, [role=menu]') !== null
  )
}

/** On phones the row itself is in a dialog; any other one covers the row. */
function isBehindAnotherDialog(): boolean {
  const dialogs = [...document.querySelectorAll('dialog:modal')]
  return dialogs.some((dialog) => dialog.querySelector('[data-row-panel]') === null)
}
