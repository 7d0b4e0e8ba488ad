import { useEffect, useRef } from 'react'
import { useAnnounce } from './announcer.tsx'

/**
 * Tells a screen reader the answer to what a person asked for: at once and before any progress, once for each question.
 * What the answer becomes later, while rows go on arriving, stands on the screen.
 * @param question names it; `null` where nothing is asked
 * @param answer `null` while it is not final
 */
export function useTold(question: string | null, answer: string | null): void {
  const announce = useAnnounce()
  const told = useRef<string | null>(null)
  useEffect(() => {
    // The live region belongs to the whole page.
    if (question === null) told.current = null
    if (question === null || answer === null || told.current === question) return
    told.current = question
    announce(answer)
  }, [announce, question, answer])
}
