import type { Death } from '~/workers/open-questions'

/** Why a reader ended, in words for people, with what only experts can use. */
export function deathWords({ cause, message }: Death): { words: string; details: string | undefined } {
  return cause === 'code_missing'
    ? { words: message, details: undefined }
    : { words: 'The browser may have run out of memory.', details: message }
}
