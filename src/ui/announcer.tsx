import { createContext, use, useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { createAnnouncements } from './announcements.ts'
import type { Urgency } from './announcements.ts'

type Announce = (message: string, urgency?: Urgency) => void

const AnnounceContext = createContext<Announce>(() => {})

/**
 * Speaks to screen readers through the one polite live region of the page: `announce('Copied')` at once,
 * `announce('120 of 500 completed', 'live')` at most every 10 s.
 */
export function useAnnounce(): Announce {
  return use(AnnounceContext)
}

/** Holds the live region; stands once, around the whole app. */
export function Announcer({ children }: { children: ReactNode }) {
  const [spoken, setSpoken] = useState({ count: 0, message: '' })
  const [announcements] = useState(() =>
    createAnnouncements((message) => setSpoken(({ count }) => ({ count: count + 1, message })), {
      now: () => performance.now(),
      after: (milliseconds, callback) => {
        const timer = setTimeout(callback, milliseconds)
        return () => clearTimeout(timer)
      },
    }),
  )

  useEffect(() => {
    // A message still waiting when the app goes away has nobody left to hear it.
    return announcements.stop
  }, [announcements])

  return (
    <AnnounceContext value={announcements.announce}>
      {children}
      <div role="status" aria-live="polite" className="sr-only">
        {/* The same words twice are a change only when the node is a new one. */}
        <p key={spoken.count}>{spoken.message}</p>
      </div>
    </AnnounceContext>
  )
}
