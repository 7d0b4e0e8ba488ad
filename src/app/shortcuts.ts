export type ShortcutAction =
  | 'palette'
  | 'keys'
  | 'search'
  | 'refresh'
  | 'new-batch'
  | 'go-batches'
  | 'go-files'
  | 'go-models'
  | 'go-usage'
  | 'go-settings'
  | 'next-row'
  | 'previous-row'
  | 'tick-row'

/** The headings of the list of keys, in its order. */
export const SHORTCUT_GROUPS = ['Anywhere', 'Go to', 'In a list'] as const

type ShortcutGroup = (typeof SHORTCUT_GROUPS)[number]

interface Shortcut {
  action: ShortcutAction
  /** Keys pressed one after the other, as `KeyboardEvent.key` names them. */
  keys: readonly string[]
  label: string
  group: ShortcutGroup
  /** Pressed together with Ctrl or ⌘: it then works while typing too. */
  withControl?: boolean
}

/** Every key that the frame listens for; the list of keys shows the same table. */
export const SHORTCUTS: readonly Shortcut[] = [
  { action: 'palette', keys: ['k'], withControl: true, label: 'Search and commands', group: 'Anywhere' },
  { action: 'new-batch', keys: ['n'], label: 'New batch', group: 'Anywhere' },
  { action: 'search', keys: ['/'], label: 'Search this page', group: 'Anywhere' },
  { action: 'refresh', keys: ['r'], label: 'Refresh', group: 'Anywhere' },
  { action: 'keys', keys: ['?'], label: 'These keys', group: 'Anywhere' },
  { action: 'go-batches', keys: ['g', 'b'], label: 'Batches', group: 'Go to' },
  { action: 'go-files', keys: ['g', 'f'], label: 'Files', group: 'Go to' },
  { action: 'go-models', keys: ['g', 'm'], label: 'Models', group: 'Go to' },
  { action: 'go-usage', keys: ['g', 'u'], label: 'Usage', group: 'Go to' },
  { action: 'go-settings', keys: ['g', 's'], label: 'Settings', group: 'Go to' },
  { action: 'next-row', keys: ['ArrowDown'], label: 'Next row', group: 'In a list' },
  { action: 'previous-row', keys: ['ArrowUp'], label: 'Previous row', group: 'In a list' },
  { action: 'tick-row', keys: ['x'], label: 'Select the row', group: 'In a list' },
]

/** Keys that the browser or a page handles by itself: shown in the list, not listened for here. */
export const OTHER_KEYS: readonly Pick<Shortcut, 'keys' | 'label' | 'group'>[] = [
  { keys: ['Enter'], label: 'Open the row', group: 'In a list' },
  { keys: ['j'], label: 'Next result, or the first in view', group: 'In a list' },
  { keys: ['k'], label: 'Previous result', group: 'In a list' },
  { keys: ['Escape'], label: 'Close the result', group: 'In a list' },
]

/** A key as it was pressed. */
interface Press {
  key: string
  /** Ctrl or ⌘ was held. */
  control: boolean
  /** The focus is in a field: single keys are text there. */
  typing: boolean
  /** Milliseconds on any steady clock. */
  at: number
}

/** The second key of a pair must follow within this time. */
const PAIR_PAUSE_MS = 1200

/**
 * Recognises shortcuts in a stream of key presses.
 * @param shortcuts those that are switched on
 * @returns a function that takes one press and says which action it completes, if any
 */
export function createKeyMatcher(shortcuts: readonly Shortcut[]) {
  let before: Press | null = null

  return function match(press: Press): ShortcutAction | null {
    const previous = before
    before = press.control || press.typing ? null : press
    const follows = previous !== null && press.at - previous.at <= PAIR_PAUSE_MS
    const found = shortcuts.find(({ keys, withControl = false }) => {
      if (withControl !== press.control || keys.at(-1) !== press.key) return false
      if (!withControl && press.typing) return false
      return keys.length === 1 || (follows && previous.key === keys[0])
    })
    if (!found) return null
    before = null
    return found.action
  }
}
