import { formatCount, formatDuration } from '~/lib/format'

const tenths = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

/** How long the model worked on an answer: "480 ms", "1.5 s", "2 min 5 s". */
export function tookWords(milliseconds: number): string {
  if (milliseconds < 1000) return `${formatCount(Math.round(milliseconds))} ms`
  return milliseconds < 60_000
    ? `${tenths.format(milliseconds / 1000)} s`
    : formatDuration(milliseconds / 1000)
}
