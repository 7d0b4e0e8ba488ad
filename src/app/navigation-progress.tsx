import { useNavigation } from 'react-router'

/** A thin line along the top while the next page is being fetched. It waits a moment: most pages are there at once. */
export function NavigationProgress() {
  const { state } = useNavigation()
  if (state === 'idle') return null
  return (
    <div
      role="progressbar"
      aria-label="Opening the page"
      className="pointer-events-none fixed inset-x-0 top-0 z-50 h-0.5 overflow-hidden"
    >
      <div className="h-full w-1/3 animate-sweep bg-accent [animation-delay:150ms] [animation-fill-mode:backwards]" />
    </div>
  )
}
