import { useEffectEvent, useLayoutEffect } from 'react'
import { SHORTCUTS, createKeyMatcher } from './shortcuts'
import type { ShortcutAction } from './shortcuts'

/**
 * Listens for the frame's keys.
 * @param singleKeys whether keys without Ctrl or ⌘ are on; they must be possible to switch off (WCAG 2.1.4)
 * @param act does the action; returns whether there was anything to do, else the browser gets the key
 */
export function useShortcuts(singleKeys: boolean, act: (action: ShortcutAction) => boolean): void {
  const perform = useEffectEvent(act)

  // Before the page is painted: who sees it may press a key at once.
  useLayoutEffect(() => {
    // Keys belong to the window, wherever the focus is.
    const match = createKeyMatcher(SHORTCUTS.filter((shortcut) => singleKeys || shortcut.withControl))

    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing || event.altKey) return
      if (event.repeat && !event.key.startsWith('Arrow')) return
      const action = match({
        key: event.key,
        control: event.ctrlKey || event.metaKey,
        typing: ownsKey(event.target, event.key),
        at: event.timeStamp,
      })
      // A modal dialog covers the page that the keys are about; only the palette may replace it.
      if (action === null || (action !== 'palette' && document.querySelector('dialog:modal'))) return
      if (perform(action)) event.preventDefault()
    }

    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [singleKeys])
}

const OWN_KEYS =
  'input:not([type=checkbox], [type=button], [type=submit], [type=file]), textarea, select, [contenteditable], [role=menu], [role=listbox]'

/** Whether the focused element uses a plain key itself. A grid moves by arrows and leaves the letters. */
function ownsKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false
  return target.closest(key.startsWith('Arrow') ? `${OWN_KEYS}, [role=grid]` : OWN_KEYS) !== null
}
