import { useEffect, useEffectEvent, useRef } from 'react'
import { useSettings } from '~/lib/settings'

interface RowKeys {
  /** The row that is open, `null` when none is, `undefined` while that is not known. */
  open: number | null | undefined
  /** The row that `previous` and `next` are beside, `null` while its neighbours are not known. */
  at: number | null
  /** `null` at the ends. */
  previous: number | null
  next: number | null
  /** The row that `j` opens while none is open; without it `j` then does nothing. */
  first?: () => number | null
  onOpen: (row: number) => void
  onClose: () => void
}

/**
 * `j` and `k` step through the rows wherever the focus is, save where keys are text; Escape closes the row. Every press
 * counts: those that come before the neighbours of a row are known wait for them.
 */
export function useRowKeys({ open, at, previous, next, first, onOpen, onClose }: RowKeys): void {
  const { singleKeys } = useSettings()
  /** Steps that were pressed and not taken yet, down or up. */
  const steps = useRef(0)
  /** The row that the last step leads to. */
  const target = useRef<number | null>(null)

  const step = useEffectEvent(() => {
    if (steps.current === 0) return
    const isOpening = open === null && target.current === null
    if (!isOpening && (at === null || (target.current !== null && at !== target.current))) return
    const beside = steps.current > 0 ? next : previous
    const row = !isOpening ? beside : steps.current > 0 ? (first?.() ?? null) : null
    steps.current = row === null ? 0 : steps.current - Math.sign(steps.current)
    if (row === null) return
    target.current = row
    onOpen(row)
  })

  const press = useEffectEvent((key: string) => {
    if (key === 'Escape') {
      // A dialog, and on phones the row is one, closes by itself.
      if (open !== null && document.querySelector('dialog:modal') === null) onClose()
      return
    }
    if (!singleKeys || (key !== 'j' && key !== 'k')) return
    steps.current += key === 'j' ? 1 : -1
    step()
  })

  useEffect(() => {
    // The keys lead no further where a row was opened or closed by other means.
    if (open !== undefined && open !== target.current) {
      steps.current = 0
      target.current = null
    }
  }, [open])

  useEffect(() => {
    // Keys come faster than the worker tells what stands beside a row.
    if (at !== null) step()
  }, [at])

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
