import type { Death } from '~/workers/open-questions'

/** Why a reader ended, in words for people, with what only experts can use. */
export function deathWords({ cause, message, reason }: Death): {
  words: string
  details: string | undefined
} {
  return cause === 'code_missing'
    ? { words: message, details: reason }
    : { words: 'The browser may have run out of memory.', details: message }
}
