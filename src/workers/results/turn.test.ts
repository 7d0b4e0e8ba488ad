import { expect, it } from 'vitest'
import { turn } from './turn.ts'

it('gives way as often as a long reading needs it', async () => {
  // A chain of everybody who has ever waited would outgrow the stack here.
  for (let pause = 0; pause < 30_000; pause += 1) await turn()
  const order: number[] = []
  await Promise.all([1, 2, 3].map((reader) => turn().then(() => order.push(reader))))
  expect(order).toEqual([1, 2, 3])
})
