const SAMPLE = 40

/** Some rows of a list: its first ones, which are answered first, and others from all over it. */
export function sampleOf(rowCount: number): Uint32Array {
  const size = Math.min(SAMPLE, rowCount)
  const first = Array.from({ length: size }, (_, row) => row)
  const spread = Array.from({ length: size }, (_, place) => Math.floor((place * rowCount) / size))
  return Uint32Array.from(new Set([...first, ...spread])).sort()
}
