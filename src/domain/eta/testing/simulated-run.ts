/** Ways in which the rows of a batch end over time. */
export const RUN_KINDS = ['steady', 'slow start', 'bursts', 'long tail', 'stall'] as const
type RunKind = (typeof RUN_KINDS)[number]

/** A run that has been played to its end. */
export interface SimulatedRun {
  /** When each row ended, in seconds since the batch began, ascending. */
  endings: number[]
}

/** Reproducible random numbers from 0 up to 1 (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Plays a batch of 100 to 5,000 rows that lasts from a minute to some hours, after some time in the queue. */
export function simulateRun(kind: RunKind, seed: number): SimulatedRun {
  const random = seeded(seed)
  const rows = 100 + Math.floor(random() * 4900)
  const seconds = 60 * 2 ** (random() * 7)
  const speed = speedOf(kind, random)
  let at = random() * 60
  const endings: number[] = []
  for (let row = 0; row < rows; row += 1) {
    // Exponential gaps: rows end by themselves, not in step.
    at += ((seconds / rows) * -Math.log(1 - random())) / speed(row / rows)
    endings.push(at)
    if (kind === 'stall' && row === stallRow(rows, seed)) at += seconds * (0.1 + 0.3 * random())
  }
  return { endings }
}

function stallRow(rows: number, seed: number): number {
  return Math.floor(rows * (0.15 + 0.7 * seeded(seed + 1000)()))
}

/** How fast rows end at a share of the run, 1 being its usual speed. */
function speedOf(kind: RunKind, random: () => number): (progress: number) => number {
  switch (kind) {
    case 'steady':
    case 'stall':
      return () => 1
    case 'slow start':
      return (progress) => Math.min(1, 0.2 + progress * 4)
    case 'long tail': {
      const slowdown = 3 + random() * 4
      return (progress) => (progress > 0.95 ? 1 / slowdown : 1)
    }
    case 'bursts': {
      const waves = 5 + Math.floor(random() * 15)
      return (progress) => (Math.floor(progress * waves * 2) % 2 === 0 ? 2 : 0.5)
    }
  }
}
