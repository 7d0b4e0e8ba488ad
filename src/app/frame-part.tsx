import { type ComponentType, useEffect, useState } from 'react'
import { useLocation } from 'react-router'
import { loadCode } from '~/lib/missing-code'

/**
 * A part of the frame whose code is fetched after the page's. Where it cannot be had, the page does without it, and
 * with the next page it is tried again.
 */
export function framePart(load: () => Promise<ComponentType>): ComponentType {
  return function FramePart() {
    const { key } = useLocation()
    const [Part, setPart] = useState<ComponentType | null>(null)
    const isThere = Part !== null
    useEffect(() => {
      // Its code is on the server.
      if (isThere) return
      void loadCode(load).then(
        (loaded) => setPart(() => loaded),
        () => {},
      )
    }, [isThere, key])
    return Part === null ? null : <Part />
  }
}
