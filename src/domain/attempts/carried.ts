import type { Batch } from '../../contract/batch.ts'
import { carriedMetadata } from '../jobs/job-metadata.ts'
import { type MetadataPair, mostPairs } from '../metadata-rules.ts'
import { attemptMetadata, firstAttempt } from './attempt-metadata.ts'

/** What a batch hands on to one that is made from it. */
export interface CarriedChoices {
  title: string
  completionWindow: '24h' | '1h'
  pairs: MetadataPair[]
  /** Pairs that found no room beside those that the console writes. */
  pairsLeftOut: number
  /** What the console writes beside the person's own pairs. */
  ownMetadata: Record<string, string>
}

const LONGEST_TITLE = 200

/**
 * Title, window and metadata for a batch made from another one.
 * @param isAttempt it runs only some of the rows, once more
 */
export function carriedChoices(batch: Batch, isAttempt: boolean): CarriedChoices {
  const { batch_description, description } = batch.metadata
  const pairs = Object.entries(carriedMetadata(batch)).map(([key, value]) => ({ key, value }))
  const most = mostPairs(false)
  return {
    title: titleOfNext(batch_description?.trim() || description?.trim() || '', isAttempt ? 'again' : 'copy'),
    completionWindow: batch.completion_window === '1h' ? '1h' : '24h',
    pairs: pairs.slice(0, most),
    pairsLeftOut: Math.max(0, pairs.length - most),
    ownMetadata: isAttempt ? attemptMetadata(firstAttempt(batch)) : {},
  }
}

/** "Products" → "Products (copy)"; the copy of a copy is no "(copy) (copy)". */
function titleOfNext(title: string, mark: 'copy' | 'again'): string {
  if (title === '') return ''
  const ending = ` (${mark})`
  const stem = title.replace(/(?: \((?:copy|again)\))+$/, '')
  return `${stem.slice(0, LONGEST_TITLE - ending.length)}${ending}`
}
