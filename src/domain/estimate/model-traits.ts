import { MODEL_PRICES } from '../prices.ts'

/** Models that think before they answer, by name; what they think is charged like an answer. */
const THINKERS = /gpt-oss|nemotron|qwen3\.5|qwen3-\d+b|thinking|deepseek-r1/i
const READERS_OF_PAGES = /ocr/i

/** Whether a model thinks before it answers unless it is told not to. */
export function thinks(model: string): boolean {
  return THINKERS.test(model)
}

/** Whether a model turns pictures of pages into text. */
export function readsPages(model: string): boolean {
  return READERS_OF_PAGES.test(model) || MODEL_PRICES.some(({ id, kind }) => id === model && kind === 'ocr')
}
