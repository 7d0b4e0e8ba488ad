import { useCallback, useSyncExternalStore } from 'react'

/**
 * Whether a media query holds, kept up to date. Only for what CSS cannot do by itself.
 * @param query for example "(min-width: 64rem)"
 */
export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const list = window.matchMedia(query)
      list.addEventListener('change', onChange)
      return () => list.removeEventListener('change', onChange)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches)
}
