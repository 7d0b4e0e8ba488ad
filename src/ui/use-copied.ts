import { useEffect, useState } from 'react'
import { useAnnounce } from './announcer.tsx'

type CopyOutcome = 'idle' | 'copied' | 'refused'

/** How long the outcome stands in place of the label. */
const SHOWN_MS = 2000

/** Copies text to the clipboard and tells for two seconds how that went. */
export function useCopied(): { outcome: CopyOutcome; copy: (text: string) => Promise<void> } {
  const announce = useAnnounce()
  const [outcome, setOutcome] = useState<CopyOutcome>('idle')

  useEffect(() => {
    // The outcome fades by the clock.
    if (outcome === 'idle') return undefined
    const timer = setTimeout(() => setOutcome('idle'), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [outcome])

  async function copy(text: string) {
    try {
      // Absent on plain http, and refused when the page has no permission.
      await navigator.clipboard.writeText(text)
      setOutcome('copied')
      announce('Copied')
    } catch {
      setOutcome('refused')
      announce('The browser does not let this page copy. Select the text and copy it by hand.')
    }
  }

  return { outcome, copy }
}
