import { useEffect, useEffectEvent, useState } from 'react'

const SETTLE_MS = 250

/**
 * Text that a person types into a field whose value lives elsewhere and follows late (the URL, a request).
 * What is typed shows at once and is handed on when the typing pauses; a change from elsewhere shows as well.
 * @param value the text as it is known elsewhere
 * @param onSettled called with the typed text after a pause
 * @param pauseMs how long the pause is
 * @returns what the field shows, and what it calls on every key
 */
export function useSettledText(
  value: string,
  onSettled: (text: string) => void,
  pauseMs = SETTLE_MS,
): [text: string, type: (text: string) => void] {
  const [draft, setDraft] = useState<string | null>(null)
  if (draft !== null && draft === value) setDraft(null)
  const settle = useEffectEvent(onSettled)
  useEffect(() => {
    // Waits for a pause in the typing.
    if (draft === null) return undefined
    const timer = setTimeout(() => settle(draft), pauseMs)
    return () => clearTimeout(timer)
  }, [draft, pauseMs])
  return [draft ?? value, setDraft]
}
