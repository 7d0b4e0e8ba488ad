/** The counts of a batch as they were seen at one moment. */
export interface CountSample {
  /** Unix seconds. */
  at: number
  completed: number
  failed: number
  /** The counts changed while nobody looked: when exactly is not known. */
  afterGap: boolean
}

/** A longer pause between two looks leaves the time of a change unknown: polling never waits that long. */
export const GAP_SECONDS = 90

/** Samples kept of one batch: more than a chart has pixels for. */
const MOST_SAMPLES = 240

/**
 * Adds what was seen just now. A stretch without change keeps only its two ends; a full list is thinned, and a
 * gap stays a gap.
 * @param samples oldest first
 */
export function addSample(
  samples: readonly CountSample[],
  seen: Omit<CountSample, 'afterGap'>,
): readonly CountSample[] {
  const last = samples.at(-1)
  if (last === undefined) return [{ ...seen, afterGap: false }]
  if (seen.at <= last.at) return samples
  const before = samples.at(-2)
  if (isSame(last, seen)) {
    const isFlat = before !== undefined && isSame(before, last)
    const kept = isFlat ? samples.slice(0, -1) : samples
    return thinned([...kept, { ...seen, afterGap: false }])
  }
  return thinned([...samples, { ...seen, afterGap: seen.at - last.at > GAP_SECONDS }])
}

function isSame(one: Counts, other: Counts): boolean {
  return one.completed === other.completed && one.failed === other.failed
}

type Counts = Pick<CountSample, 'completed' | 'failed'>

/** Halves a list that is too long: every second sample goes, but neither the first nor the last one. */
function thinned(samples: readonly CountSample[]): readonly CountSample[] {
  if (samples.length <= MOST_SAMPLES) return samples
  const last = samples.length - 1
  return samples.flatMap((sample, index) => {
    if (index % 2 === 1 && index !== last) return []
    const dropped = index % 2 === 0 ? samples[index - 1] : undefined
    return [{ ...sample, afterGap: sample.afterGap || dropped?.afterGap === true }]
  })
}
