import { type MetadataPair, metadataOf } from './metadata-rules.ts'

/** What a person fills in before a batch starts. */
interface FilledIn {
  title: string
  pairs: readonly MetadataPair[]
}

/**
 * What of a form would be lost with it, in words.
 * @param now what it holds
 * @param start what it began with
 */
export function wordsOfFilledIn(now: FilledIn, start: FilledIn): string[] {
  const title = now.title.trim()
  const words: string[] = []
  if (title !== start.title.trim()) words.push(title === '' ? 'The empty title' : `The title “${title}”`)
  if (textOf(now.pairs) !== textOf(start.pairs)) words.push('The metadata you entered')
  return words
}

function textOf(pairs: readonly MetadataPair[]): string {
  return JSON.stringify(Object.entries(metadataOf(pairs)))
}

/** How many changes to a file would be lost, in words; none for none. @param changes as the page lists them */
export function wordsOfChanged(changes: number): string[] {
  if (changes === 0) return []
  return [
    changes === 1 ? 'The change you made to the requests' : `${changes} changes you made to the requests`,
  ]
}
