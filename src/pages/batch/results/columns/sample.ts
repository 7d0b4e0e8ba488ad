const SAMPLE = 40

/** Some rows of a list: its first ones, which are answered first, and others from all over it. */
export function sampleOf(rowCount: number): Uint32Array {
  const first = Array.from({ length: Math.min(SAMPLE, rowCount) }, (_, row) => row)
  const spread = Array.from({ length: SAMPLE }, (_, place) => Math.floor((place * rowCount) / SAMPLE))
  return Uint32Array.from(new Set([...first, ...spread])).sort()
}
