const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

interface Step {
  below: number
  seconds: number
  name: (count: number) => string
}

const STEPS: readonly Step[] = [
  { below: HOUR, seconds: MINUTE, name: () => 'min' },
  { below: DAY, seconds: HOUR, name: () => 'h' },
  { below: 60 * DAY, seconds: DAY, name: (count) => (count === 1 ? 'day' : 'days') },
]

const MONTHS: Step = {
  below: Number.POSITIVE_INFINITY,
  seconds: 30 * DAY,
  name: () => 'months',
}

interface Relative {
  text: string
  /** After how many whole seconds the text is another one. */
  changesAfterSeconds: number
}

/**
 * Says how long ago, or in how long, in the largest unit that is full: "4 min ago", "in 2 h". Days are 24 hours,
 * not dates, so that "1 day ago" is never wrong by a calendar.
 * @param seconds whole seconds from now: negative in the past, positive in the future
 */
export function relativeTime(seconds: number): Relative {
  const distance = Math.abs(seconds)
  if (distance < MINUTE) {
    if (seconds > 0) return { text: 'in a moment', changesAfterSeconds: seconds }
    return { text: 'just now', changesAfterSeconds: MINUTE - distance }
  }
  const step = STEPS.find(({ below }) => distance < below) ?? MONTHS
  const count = Math.floor(distance / step.seconds)
  const intoStep = distance - count * step.seconds
  const span = `${count} ${step.name(count)}`
  return seconds > 0
    ? { text: `in ${span}`, changesAfterSeconds: intoStep + 1 }
    : { text: `${span} ago`, changesAfterSeconds: step.seconds - intoStep }
}
