import { onStoredChange, readStored, writeStored } from './browser-storage.ts'
import { createValueStore, useStoreValue } from './value-store.ts'

export const THEMES = ['system', 'light', 'dark'] as const
export const TIME_ZONES = ['local', 'utc'] as const

export type Theme = (typeof THEMES)[number]
type TimeZone = (typeof TIME_ZONES)[number]

/** How this device shows things. Nothing secret is in here. */
export interface Settings {
  theme: Theme
  timeZone: TimeZone
  /** Whether shortcuts of one plain key are on; speech input can press them by accident (WCAG 2.1.4). */
  singleKeys: boolean
  /** Whether answers are shown as their Markdown or JSON means, not as they were written. */
  rendersAnswers: boolean
  /** Dollars above which the start of a batch asks first, as a plain decimal; `null` never asks. */
  budgetUsd: string | null
}

const KEY = 'settings'

function oneOf<Choice extends string>(choices: readonly Choice[], value: unknown, fallback: Choice): Choice {
  return choices.find((choice) => choice === value) ?? fallback
}

/**
 * Reads a sum as a person types it: "20", "$20", "0.50".
 * @returns dollars as a plain decimal; `null` for anything else
 */
export function readBudget(typed: unknown): string | null {
  if (typeof typed !== 'string') return null
  const [, sum = ''] = /^\s*\$?\s*(\d{1,7}(?:\.\d{1,6})?)\s*$/.exec(typed) ?? []
  return sum === '' ? null : sum
}

function readSettings(): Settings {
  const stored = readStored('device', KEY)
  const record = typeof stored === 'object' && stored !== null ? stored : {}
  return {
    theme: oneOf(THEMES, 'theme' in record ? record.theme : null, 'system'),
    timeZone: oneOf(TIME_ZONES, 'timeZone' in record ? record.timeZone : null, 'local'),
    singleKeys: !('singleKeys' in record && record.singleKeys === false),
    rendersAnswers: !('rendersAnswers' in record && record.rendersAnswers === false),
    budgetUsd: 'budgetUsd' in record ? readBudget(record.budgetUsd) : null,
  }
}

const store = createValueStore<Settings>(readSettings())

/** Marks the document with the chosen theme; without a mark the style sheet follows the system. */
function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
}

/** Applies the stored settings and follows changes made in other tabs. Called once, before the first render. */
export function startSettings(): void {
  applyTheme(store.get().theme)
  onStoredChange(KEY, () => {
    store.set(readSettings())
    applyTheme(store.get().theme)
  })
}

/** Changes some settings, for this and later visits. */
export function changeSettings(changes: Partial<Settings>): void {
  const settings = { ...store.get(), ...changes }
  store.set(settings)
  applyTheme(settings.theme)
  writeStored('device', KEY, settings)
}

/** The settings, kept current. */
export function useSettings(): Settings {
  return useStoreValue(store)
}
