import { startTransition, useEffect, useState, type ReactNode } from 'react'

/**
 * A part of a page that is drawn after what stands before it has been: the top of a long page is there sooner, and no
 * turn of the page is long. For what lies at the end of a page, where nothing can be pushed away.
 */
export function Later({ children }: { children: ReactNode }) {
  const [isDue, setDue] = useState(false)
  useEffect(() => {
    // The browser has been handed all that came before.
    startTransition(() => setDue(true))
  }, [])
  return isDue ? children : null
}
