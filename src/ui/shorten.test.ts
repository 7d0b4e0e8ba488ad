import { expect, test } from 'vitest'
import { shortId } from './shorten.ts'

test.each([
  ['3f2a9c1e-5b7d-4e8f-9a0b-1c2d3e4f5a6b', '3f2a9c1e'],
  ['deadbeef-cafe-4bad-8f00-baadf00dfeed', 'deadbeef'],
  ['batch_6871f3a2c4d5e6f7', 'batch_6871f3a2'],
  ['batch_req_6871f3a2c4d5', 'batch_req_6871f3a2'],
  ['file-AbCdEfGhIjKl', 'file-AbCdEfGh'],
  ['short', 'short'],
  ['', ''],
])('%s is shown as %s', (id, shown) => {
  expect(shortId(id)).toBe(shown)
})
