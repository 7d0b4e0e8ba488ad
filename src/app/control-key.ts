/** The key held for shortcuts, as it is written on this machine's keyboard. */
export const CONTROL_KEY = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl'
