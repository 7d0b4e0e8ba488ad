/** A key and its value as a person types them. */
export interface MetadataPair {
  key: string
  value: string
}

/** Limits of a batch's metadata; source: OpenAI's reference, "Create batch". */
const METADATA_LIMITS = { pairs: 16, keyCharacters: 64, valueCharacters: 512 } as const

/** Keys that this console writes itself. */
const OWN_KEYS = ['batch_description', 'job_id', 'job_part', 'job_requests', 'job_role', 'retry_of']

/** What is wrong with a pair; `null` for nothing. Both are shown beside their fields. */
export interface PairProblem {
  key: string | null
  value: string | null
}

/** Checks pairs as they are typed. One that is wholly empty is left out and breaks no rule. */
export function pairProblems(pairs: readonly MetadataPair[]): PairProblem[] {
  return pairs.map(({ key, value }, index) => ({
    key: isEmpty({ key, value }) ? null : keyProblem(key, pairs.slice(0, index)),
    value: valueProblem({ key, value }),
  }))
}

function valueProblem({ key, value }: MetadataPair): string | null {
  if (value.length > METADATA_LIMITS.valueCharacters) {
    return `At most ${METADATA_LIMITS.valueCharacters} characters; this has ${value.length}.`
  }
  return value.trim() === '' && key.trim() !== '' ? 'Enter a value for this key.' : null
}

function keyProblem(key: string, before: readonly MetadataPair[]): string | null {
  const name = key.trim()
  if (name === '') return 'Enter a key for this value.'
  if (name.length > METADATA_LIMITS.keyCharacters) {
    return `At most ${METADATA_LIMITS.keyCharacters} characters; this has ${name.length}.`
  }
  if (name === 'batch_description') return 'The title is kept under this key. Change it above.'
  if (OWN_KEYS.includes(name)) return 'The console needs this key itself. Choose another.'
  return before.some((other) => other.key.trim() === name) ? 'This key stands above already.' : null
}

function isEmpty({ key, value }: MetadataPair): boolean {
  return key.trim() === '' && value.trim() === ''
}

/** The pairs as the API takes them. Only for pairs without a problem. */
export function metadataOf(pairs: readonly MetadataPair[]): Record<string, string> {
  return Object.fromEntries(
    pairs.filter((pair) => !isEmpty(pair)).map(({ key, value }) => [key.trim(), value.trim()]),
  )
}

/** How many pairs a person may add, beside those that the console writes. @param isJob the batch is a part of a job */
export function mostPairs(isJob: boolean): number {
  return METADATA_LIMITS.pairs - (isJob ? OWN_KEYS.length : 2)
}
