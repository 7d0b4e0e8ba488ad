/** Work that would be lost with the tab, while there is any. */
const holds = new Set<symbol>()

/** The browser asks before it closes the tab. */
function warnBeforeClosing(event: BeforeUnloadEvent): void {
  event.preventDefault()
}

/**
 * Has the browser ask before the tab is closed, for as long as something is under way that would end with it.
 * @returns ends that; a second call does nothing
 */
export function holdTab(): () => void {
  const hold = Symbol('work')
  holds.add(hold)
  if (holds.size === 1) window.addEventListener('beforeunload', warnBeforeClosing)
  return () => {
    holds.delete(hold)
    if (holds.size === 0) window.removeEventListener('beforeunload', warnBeforeClosing)
  }
}
