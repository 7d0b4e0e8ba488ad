/** What is known of the result of a row: there is none, it can be compared, or its text is not kept any more. */
export const RESULT_STATES = ['none', 'known', 'lost'] as const

export type ResultState = (typeof RESULT_STATES)[number]

/**
 * Consecutive rows of one batch in the form in which they are compared: numbers in columns, so that 50,000 rows
 * cross from thread to thread in milliseconds. Every column has an entry a row, `hashes` has two.
 */
export interface DigestBlock {
  /** Index of the first row in the whole list. */
  from: number
  customIds: string[]
  /** Places in `OUTCOMES`. */
  outcomes: Uint8Array
  /** Places in `RESULT_STATES`. */
  states: Uint8Array
  /** Of what must be equal for answers to be the same. */
  hashes: Uint32Array
  tokensIn: Uint32Array
  tokensOut: Uint32Array
  /** 1 for an answer that says what it used. */
  counted: Uint8Array
  /** Places in `modelNames`. */
  models: Uint32Array
  modelNames: string[]
  /** Rows of the whole list when the block was made. */
  total: number
}

/** All rows of one batch, as blocks told them. */
export type Digests = Omit<DigestBlock, 'from' | 'total'>

/** Room for so many rows. */
export function emptyDigests(rows: number): Digests {
  return {
    customIds: [],
    outcomes: new Uint8Array(rows),
    states: new Uint8Array(rows),
    hashes: new Uint32Array(2 * rows),
    tokensIn: new Uint32Array(rows),
    tokensOut: new Uint32Array(rows),
    counted: new Uint8Array(rows),
    models: new Uint32Array(rows),
    modelNames: [],
  }
}

/** Puts consecutive blocks together. */
export function joinBlocks(blocks: readonly DigestBlock[]): Digests {
  const rows = blocks.reduce((sum, { customIds }) => sum + customIds.length, 0)
  const all = emptyDigests(rows)
  const numbers = new Map<string, number>()
  let at = 0
  for (const block of blocks) {
    for (const id of block.customIds) all.customIds.push(id)
    for (const name of ['outcomes', 'states', 'tokensIn', 'tokensOut', 'counted'] as const) {
      all[name].set(block[name], at)
    }
    all.hashes.set(block.hashes, 2 * at)
    block.models.forEach((model, index) => {
      const name = block.modelNames[model] ?? ''
      const number = numbers.get(name) ?? numbers.size
      if (number === numbers.size) {
        numbers.set(name, number)
        all.modelNames.push(name)
      }
      all.models[at + index] = number
    })
    at += block.customIds.length
  }
  return all
}
