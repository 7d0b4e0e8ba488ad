import type { MatchTask, RawLines } from './match-task.ts'

/**
 * A task in parts of about one size that can be done at the same time: what is told of them one after the other is what
 * is told of all.
 * @param most parts
 */
export function partsOfTask({ texts, lines }: MatchTask, most: number): MatchTask[] {
  const all = lines.reduce((sum, { bytes }) => sum + bytes.length, 0)
  const parts: { texts: MatchTask['texts']; lines: RawLines[] }[] = [{ texts, lines: [] }]
  let before = 0
  for (const raw of lines) {
    // By the middle of its bytes it belongs to one part.
    const number = Math.floor((most * (before + raw.bytes.length / 2)) / all)
    if (number > parts.length - 1 && before > 0) parts.push({ texts: [], lines: [] })
    parts.at(-1)?.lines.push(raw)
    before += raw.bytes.length
  }
  return parts
}
