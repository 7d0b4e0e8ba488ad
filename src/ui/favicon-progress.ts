import { useEffect } from 'react'

/** A ring that fills up. A picture of its own sees the light theme of our colours, whatever the page shows. */
function ringOf(share: number): string {
  const tokens = getComputedStyle(document.documentElement)
  const colour = (name: string) => `stroke="${tokens.getPropertyValue(name)}"`
  const length = 2 * Math.PI * 12
  const filled = Math.max(0.02, Math.min(1, share)) * length
  const circle = (more: string) => `<circle cx="16" cy="16" r="12" fill="none" stroke-width="7" ${more}/>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${circle(colour('--color-line'))}${circle(
    `${colour('--color-accent-solid')} stroke-dasharray="${filled.toFixed(1)} ${length.toFixed(1)}" transform="rotate(-90 16 16)"`,
  )}</svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

/**
 * Shows progress in the tab's icon, and the usual icon again afterwards.
 * @param share from 0 to 1, in whole hundredths so that the icon changes seldom; `null` for the usual icon
 */
export function useFaviconProgress(share: number | null): void {
  useEffect(() => {
    // The tab's icon stands outside the page.
    const link = document.querySelector<HTMLLinkElement>('link[rel=icon]')
    if (share === null || link === null) return undefined
    const usual = link.href
    link.href = ringOf(share)
    return () => {
      link.href = usual
    }
  }, [share])
}
