import { expect, it } from 'vitest'
import { BLOCK, blockOf } from './use-blocks'

it.each([
  [0, 1, 0, BLOCK],
  [0, BLOCK, 0, BLOCK],
  [0, BLOCK + 1, 0, 2 * BLOCK],
  [BLOCK - 1, BLOCK + 1, 0, 2 * BLOCK],
  [BLOCK, BLOCK + 1, BLOCK, BLOCK],
  [3 * BLOCK + 5, 4 * BLOCK, 3 * BLOCK, BLOCK],
])('asks for the whole blocks that hold rows %i to %i', (from, to, first, count) => {
  expect(blockOf(from, to)).toEqual({ from: first, count })
})
