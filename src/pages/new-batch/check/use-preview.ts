import { useEffect, useEffectEvent, useState } from 'react'
import type { Change, RewriteOutcome } from '~/domain/intake/fixes/changes'
import type { CheckedIntake } from './use-intake'

/** What changes would come to, as far as the file has been read. */
export interface Preview {
  state: 'reading' | 'done' | 'failed'
  outcome: RewriteOutcome | null
  readBytes: number
  /** Why it failed. */
  message: string
}

const NOTHING_YET: Preview = { state: 'reading', outcome: null, readBytes: 0, message: '' }
/** Whoever types or turns through choices is not followed at every step. */
const SETTLE_MS = 200

/** Reads the file to see what changes would come to; starts anew when they change. */
export function usePreview(intake: CheckedIntake, changes: readonly Change[] | null): Preview {
  const key = JSON.stringify(changes)
  const [known, setKnown] = useState<{ key: string; preview: Preview }>({ key, preview: NOTHING_YET })
  const look = useEffectEvent(async (asked: string, signal: AbortSignal) => {
    if (!changes) return
    const show = (preview: Preview) => {
      if (!signal.aborted) setKnown({ key: asked, preview })
    }
    try {
      const outcome = await intake.preview(changes, {
        signal,
        onProgress: (readBytes, soFar) => show({ state: 'reading', outcome: soFar, readBytes, message: '' }),
      })
      show({ state: 'done', outcome, readBytes: intake.file.size, message: '' })
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      show({ state: 'failed', outcome: null, readBytes: 0, message })
    }
  })
  useEffect(() => {
    // Runs the worker that reads the file.
    const controller = new AbortController()
    const timer = setTimeout(() => void look(key, controller.signal), SETTLE_MS)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [key])
  return known.key === key ? known.preview : NOTHING_YET
}
