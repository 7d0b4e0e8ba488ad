import type { TextRange } from '~/results/find/text-ranges'

interface MarkingPorts<Texts> {
  /** The texts as they stand now. */
  read: () => Texts
  /** @returns where marks belong in them; `null` when nobody can tell */
  find: (texts: Texts) => readonly TextRange[] | Promise<readonly TextRange[] | null>
  show: (texts: Texts, found: readonly TextRange[]) => void
  /** Takes all marks away for good: those of before would stand on texts that are others now. */
  giveUp: () => void
}

/**
 * Keeps marks where they belong while texts change. Of changes during a search, one more search sees all.
 * @param signal ends it: nothing is shown or given up then
 * @returns to be called whenever a text has changed
 */
export function marking<Texts>(
  { read, find, show, giveUp }: MarkingPorts<Texts>,
  signal: AbortSignal,
): () => void {
  let isAsking = false
  let isStale = false
  const mark = () => {
    isStale = true
    if (isAsking || signal.aborted) return
    isStale = false
    const texts = read()
    const found = find(texts)
    if (!(found instanceof Promise)) return show(texts, found)
    isAsking = true
    found
      .then((ranges) => {
        isAsking = false
        if (signal.aborted) return undefined
        if (ranges === null) return giveUp()
        show(texts, ranges)
        return isStale ? mark() : undefined
      })
      // Without marks everything can still be read.
      .catch(() => (signal.aborted ? undefined : giveUp()))
  }
  return mark
}
